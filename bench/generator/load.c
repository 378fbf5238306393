/*
 * The load generator: raw sockets, one thread, epoll, frames encoded before the clock starts. It knows
 * just enough WebSocket and Socket.IO to count what comes back, so that it stays far from being the
 * bottleneck; it reports its own CPU time so that the harness can tell when it was not.
 *
 *   load --port N --mode echo|broadcast|handshake|idle|storm [--socket-io] [--connections N] [--window N]
 *        [--in-flight N] [--size BYTES | --payload-file FILE] [--deflate] [--path PATH] [--seconds S] [--warmup S]
 *
 * A payload file is the frame's payload as it stands: an Engine.IO packet for --socket-io, compressed
 * bytes for --deflate. Prints `counting` when the clock starts, and one line of JSON. Linux only.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum mode { ECHO, BROADCAST, HANDSHAKE, IDLE, STORM };
enum phase { CONNECTING, UPGRADING, OPENING, JOINING, READY };

struct options {
  int port, connections, window, in_flight, size, socket_io, deflate;
  double seconds, warmup;
  enum mode mode;
  const char *path, *payload_file;
} options = {0, 100, 1, 200, 64, 0, 0, 5, 1, ECHO, NULL, NULL};

struct connection {
  int fd;
  enum phase phase;
  uint32_t events;
  uint8_t header[14]; /* a frame header that was cut by the end of a read */
  int header_length;
  int speaks;         /* broadcast: its own copy coming back asks for the next */
  uint64_t body_left; /* bytes of the current frame's payload still to come */
  int body_seen;      /* how many of the payload's first bytes stand in body_start */
  uint8_t body_start[4];
  int head_matched;   /* how much of the blank line that ends the HTTP head was seen */
  char *pending;      /* what a full socket buffer did not take */
  size_t pending_length;
  double sent_at;     /* window 1 only */
};

static char request[1024];
static int request_length;
static char *message;     /* one frame, masked */
static size_t message_length;
static char *burst;       /* the frame many times over, so that a batch is one write */
static int burst_count;
static char join_frame[16], pong_frame[16];
static int join_length, pong_length;

static int epoll_fd;
static uint64_t messages, handshakes, errors, ready;
static int counting;
static double *latencies;
static uint64_t latency_count;
#define LATENCIES 2000000

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static double cpu(void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return u.ru_utime.tv_sec + u.ru_stime.tv_sec + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

/* A client frame (RFC 6455 section 5.2) with a fixed masking key; returns its length. */
static size_t frame(char *out, int first_byte, const char *payload, size_t length) {
  static const uint8_t key[4] = {0x12, 0x34, 0x56, 0x78};
  size_t n = 0;
  out[n++] = (char)first_byte;
  if (length < 126) {
    out[n++] = (char)(0x80 | length);
  } else if (length < 65536) {
    out[n++] = (char)(0x80 | 126);
    out[n++] = (char)(length >> 8);
    out[n++] = (char)length;
  } else {
    out[n++] = (char)(0x80 | 127);
    for (int i = 7; i >= 0; i--) out[n++] = (char)((uint64_t)length >> (8 * i));
  }
  memcpy(out + n, key, 4);
  n += 4;
  for (size_t i = 0; i < length; i++) out[n + i] = payload[i] ^ key[i & 3];
  return n + length;
}

static void prepare(void) {
  const char *path = options.path ? options.path
                     : options.socket_io ? "/socket.io/?EIO=4&transport=websocket" : "/";
  request_length = snprintf(request, sizeof request,
      "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s\r\n",
      path, options.port,
      options.deflate ? "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n" : "");

  size_t length = 0;
  char *payload;
  if (options.payload_file) {
    FILE *file = fopen(options.payload_file, "rb");
    if (!file) fail(options.payload_file);
    payload = malloc(1 << 24);
    length = fread(payload, 1, 1 << 24, file);
    fclose(file);
  } else {
    payload = malloc((size_t)options.size);
    memset(payload, 'x', length = (size_t)options.size);
  }
  message = malloc(length + 64);
  message_length = frame(message, options.deflate ? 0xc1 : 0x81, payload, length);
  free(payload);
  burst_count = 1 + (int)(65536 / message_length);
  if (burst_count < options.window) burst_count = options.window;
  if (burst_count > 4096) burst_count = 4096;
  burst = malloc(message_length * (size_t)burst_count);
  for (int i = 0; i < burst_count; i++) memcpy(burst + (size_t)i * message_length, message, message_length);
  join_length = (int)frame(join_frame, 0x81, "40", 2);
  pong_length = (int)frame(pong_frame, 0x81, "3", 1);
  latencies = malloc(sizeof(double) * LATENCIES);
}

static void watch(struct connection *c, uint32_t events, int op) {
  struct epoll_event e = {.events = events, .data.ptr = c};
  c->events = events;
  if (epoll_ctl(epoll_fd, op, c->fd, &e) < 0) fail("epoll_ctl");
}

static void start(struct connection *c, int index) {
  memset(c, 0, sizeof *c);
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (c->fd < 0) fail("socket");
  int one = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  /* A source address every 20,000 connections: ports are per address pair. */
  struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000001u + 256u * (uint32_t)(index / 20000 + 1))};
  setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  if (bind(c->fd, (struct sockaddr *)&from, sizeof from) < 0) fail("bind");
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options.port), .sin_addr.s_addr = htonl(0x7f000001u)};
  if (connect(c->fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS) fail("connect");
  watch(c, EPOLLOUT, EPOLL_CTL_ADD);
}

static void put(struct connection *c, const char *data, size_t length) {
  if (c->pending_length == 0) {
    ssize_t n = send(c->fd, data, length, MSG_NOSIGNAL);
    if (n < 0) {
      if (errno != EAGAIN) { errors++; return; }
      n = 0;
    }
    data += n;
    length -= (size_t)n;
    if (length == 0) return;
  }
  c->pending = realloc(c->pending, c->pending_length + length);
  memcpy(c->pending + c->pending_length, data, length);
  c->pending_length += length;
  if (!(c->events & EPOLLOUT)) watch(c, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
}

static void put_pending(struct connection *c) {
  ssize_t n = send(c->fd, c->pending, c->pending_length, MSG_NOSIGNAL);
  if (n < 0) return;
  c->pending_length -= (size_t)n;
  memmove(c->pending, c->pending + n, c->pending_length);
  if (c->pending_length == 0) {
    free(c->pending);
    c->pending = NULL;
    watch(c, EPOLLIN, EPOLL_CTL_MOD);
  }
}

static void put_messages(struct connection *c, int count) {
  if (options.window == 1) c->sent_at = now();
  while (count > 0) {
    int n = count < burst_count ? count : burst_count;
    put(c, burst, (size_t)n * message_length);
    count -= n;
  }
}

static int next_index;

/* A handshake is over: this place in the pool takes the next one. */
static void again(struct connection *c) {
  struct linger reset = {1, 0}; /* no TIME_WAIT, or the ports run out within seconds */
  static const char close_frame[8] = {(char)0x88, (char)0x82, 0x12, 0x34, 0x56, 0x78, 0x11, (char)0xdc};
  send(c->fd, close_frame, 8, MSG_NOSIGNAL);
  setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  close(c->fd);
  if (counting) handshakes++;
  start(c, next_index++ % 100000);
}

static void became_ready(struct connection *c) {
  c->phase = READY;
  ready++;
  if (options.mode == HANDSHAKE) again(c);
}

/* A frame's payload is complete; its first bytes are in body_start. Answers how many messages it was. */
static int frame_ended(struct connection *c) {
  int opcode = c->header[0] & 15;
  if (opcode == 8) { errors++; return 0; }
  if (opcode > 2) return 0;
  if (!options.socket_io) return (c->header[0] & 0x80) != 0;
  if (c->body_start[0] == '2' && c->body_seen == 1) { put(c, pong_frame, (size_t)pong_length); return 0; }
  if (c->phase == OPENING && c->body_start[0] == '0') {
    c->phase = JOINING;
    put(c, join_frame, (size_t)join_length);
    return 0;
  }
  if (c->phase == JOINING && c->body_start[0] == '4' && c->body_start[1] == '0') { became_ready(c); return 0; }
  return c->body_start[0] == '4' && c->body_start[1] == '2';
}

static int read_frames(struct connection *c, const uint8_t *data, size_t length) {
  int count = 0;
  size_t i = 0;
  while (i < length) {
    if (c->body_left > 0) {
      size_t n = length - i < c->body_left ? length - i : (size_t)c->body_left;
      for (size_t j = 0; j < n && c->body_seen < 4; j++) c->body_start[c->body_seen++] = data[i + j];
      i += n;
      c->body_left -= n;
      if (c->body_left > 0) break;
    } else {
      c->header[c->header_length++] = data[i++];
      int have = c->header_length;
      if (have < 2) continue;
      int short_length = c->header[1] & 127;
      int need = short_length == 126 ? 4 : short_length == 127 ? 10 : 2;
      if (have < need) continue;
      uint64_t body = (uint64_t)short_length;
      if (need > 2) {
        body = 0;
        for (int j = 2; j < need; j++) body = body << 8 | c->header[j];
      }
      c->body_left = body;
      c->body_seen = 0;
      if (body > 0) continue;
    }
    int fd = c->fd;
    count += frame_ended(c);
    if (c->fd != fd || c->phase == CONNECTING) return 0; /* the place was given to a new connection */
    c->header_length = 0;
  }
  return count;
}

static uint8_t buffer[1 << 18];

static void readable(struct connection *c) {
  ssize_t n = recv(c->fd, buffer, sizeof buffer, 0);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) {
    errors++;
    epoll_ctl(epoll_fd, EPOLL_CTL_DEL, c->fd, NULL);
    close(c->fd);
    if (options.mode == HANDSHAKE) start(c, next_index++ % 100000);
    return;
  }
  size_t from = 0;
  if (c->phase == UPGRADING) {
    static const char blank[] = "\r\n\r\n";
    while (from < (size_t)n && c->head_matched < 4) {
      c->head_matched = buffer[from] == (uint8_t)blank[c->head_matched] ? c->head_matched + 1 : buffer[from] == '\r';
      from++;
    }
    if (c->head_matched < 4) return;
    if (memcmp(buffer, "HTTP/1.1 101", 12) != 0) { errors++; fprintf(stderr, "load: refused: %.60s\n", buffer); exit(1); }
    c->phase = OPENING;
    if (!options.socket_io) {
      became_ready(c);
      if (options.mode == HANDSHAKE) return;
    }
  }
  int count = read_frames(c, buffer + from, (size_t)n - from);
  if (count == 0) return;
  if (counting) {
    messages += (uint64_t)count;
    if (options.window == 1 && options.mode == ECHO && latency_count < LATENCIES) latencies[latency_count++] = now() - c->sent_at;
  }
  if (options.mode == ECHO || c->speaks) put_messages(c, count);
}

static void turn(struct epoll_event *events, int timeout) {
  int n = epoll_wait(epoll_fd, events, 1024, timeout);
  for (int i = 0; i < n; i++) {
    struct connection *c = events[i].data.ptr;
    if (events[i].events & EPOLLOUT) {
      if (c->phase == CONNECTING) {
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error) { errno = error; fail("connect"); }
        c->phase = UPGRADING;
        watch(c, EPOLLIN, EPOLL_CTL_MOD);
        put(c, request, (size_t)request_length);
      } else if (c->pending_length > 0) {
        put_pending(c);
      }
    }
    if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(c);
  }
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static double percentile(double p) {
  return latency_count == 0 ? 0 : latencies[(uint64_t)(p * (double)(latency_count - 1))] * 1e6;
}

/* Opens every place of the pool, `in_flight` handshakes at a time at most: no more than the listen queue holds. */
static void open_all(struct connection *all, struct epoll_event *events) {
  double deadline = now() + 120;
  int started = 0;
  ready = 0;
  while (ready < (uint64_t)options.connections) {
    while (started < options.connections && (uint64_t)started < ready + (uint64_t)options.in_flight) {
      start(&all[started], started);
      started++;
    }
    turn(events, 100);
    if (now() > deadline) {
      fprintf(stderr, "load: %lu of %d connections were ready in time\n", (unsigned long)ready, options.connections);
      exit(1);
    }
  }
}

/* Every connection is cut and comes back at once, as after a broken network. */
static void storm(struct connection *all, struct epoll_event *events) {
  struct linger reset = {1, 0};
  for (int i = 0; i < options.connections; i++) {
    setsockopt(all[i].fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(all[i].fd);
  }
  double began = now(), cpu_began = cpu();
  open_all(all, events);
  printf("{\"messages\":0,\"handshakes\":%d,\"seconds\":%.4f,\"cpuSeconds\":%.4f,\"errors\":%lu,\"p50us\":0,\"p99us\":0}\n",
         options.connections, now() - began, cpu() - cpu_began, (unsigned long)errors);
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i];
    if (!strcmp(name, "--socket-io")) { options.socket_io = 1; continue; }
    if (!strcmp(name, "--deflate")) { options.deflate = 1; continue; }
    if (i + 1 == argc) { fprintf(stderr, "load: %s takes a value\n", name); return 2; }
    const char *value = argv[++i];
    if (!strcmp(name, "--port")) options.port = atoi(value);
    else if (!strcmp(name, "--connections")) options.connections = atoi(value);
    else if (!strcmp(name, "--window")) options.window = atoi(value);
    else if (!strcmp(name, "--in-flight")) options.in_flight = atoi(value);
    else if (!strcmp(name, "--size")) options.size = atoi(value);
    else if (!strcmp(name, "--seconds")) options.seconds = atof(value);
    else if (!strcmp(name, "--warmup")) options.warmup = atof(value);
    else if (!strcmp(name, "--path")) options.path = value;
    else if (!strcmp(name, "--payload-file")) options.payload_file = value;
    else if (!strcmp(name, "--mode"))
      options.mode = !strcmp(value, "broadcast") ? BROADCAST : !strcmp(value, "handshake") ? HANDSHAKE
                   : !strcmp(value, "idle") ? IDLE : !strcmp(value, "storm") ? STORM : ECHO;
    else { fprintf(stderr, "load: unknown option %s\n", name); return 2; }
  }
  prepare();
  epoll_fd = epoll_create1(0);
  struct epoll_event *events = malloc(sizeof *events * 1024);
  struct connection *all = calloc((size_t)options.connections, sizeof *all);

  if (options.mode == HANDSHAKE) {
    for (int i = 0; i < options.connections; i++) start(&all[i], next_index++);
  } else {
    open_all(all, events);
  }

  if (options.mode == STORM) {
    storm(all, events);
    return 0;
  }
  if (options.mode == IDLE) {
    printf("{\"ready\":%lu}\n", (unsigned long)ready);
    fflush(stdout);
    double end = now() + options.seconds;
    while (now() < end) turn(events, 100);
    return 0;
  }
  if (options.mode == ECHO) for (int i = 0; i < options.connections; i++) put_messages(&all[i], options.window);
  if (options.mode == BROADCAST) {
    all[0].speaks = 1;
    put_messages(&all[0], options.window);
  }

  double end = now() + options.warmup;
  while (now() < end) turn(events, 100);
  counting = 1;
  puts("counting");
  fflush(stdout);
  double began = now(), cpu_began = cpu();
  end = began + options.seconds;
  while (now() < end) turn(events, 100);
  double elapsed = now() - began, cpu_used = cpu() - cpu_began;
  qsort(latencies, latency_count, sizeof *latencies, by_value);
  printf("{\"messages\":%lu,\"handshakes\":%lu,\"seconds\":%.4f,\"cpuSeconds\":%.4f,\"errors\":%lu,"
         "\"p50us\":%.1f,\"p99us\":%.1f}\n",
         (unsigned long)messages, (unsigned long)handshakes, elapsed, cpu_used, (unsigned long)errors,
         percentile(0.5), percentile(0.99));
  return 0;
}
