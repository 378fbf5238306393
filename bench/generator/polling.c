/*
 * Long-polling clients on raw sockets: each keeps a GET open on one connection and posts on another, the way
 * an Engine.IO 4 client does (two keep-alive connections, packets of one body parted by 0x1e). Requests are
 * written by hand and answers are read no further than counting needs. Prints what load.c prints.
 *
 *   polling --port N [--connections N] [--window N] --payload-file FILE [--seconds S] [--warmup S]
 *
 * The payload file is one Socket.IO event packet; each post carries `window` of them. Linux only.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
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

#define ANSWER_BYTES 65536

enum { GET, POST };

struct client;

/* One keep-alive connection with at most one request on it. */
struct channel {
  struct client *client;
  int fd, kind, busy;
  char *answer;
  size_t length;
};

struct client {
  struct channel channels[2];
  char sid[64];
  int joined;    /* the namespace answered */
  int awaited;   /* echoes of the last post still to come */
  int owes_pong;
};

static int port, connections = 100, window = 1;
static double seconds = 5, warmup = 1;
static char *packet, *batch;
static size_t packet_length, batch_length;
static int epoll_fd, counting, ready;
static uint64_t messages, exchanges;

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
  fprintf(stderr, "polling: %s\n", what);
  exit(1);
}

static void dial(struct channel *channel) {
  channel->fd = socket(AF_INET, SOCK_STREAM, 0);
  int one = 1;
  setsockopt(channel->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(0x7f000001u)};
  if (connect(channel->fd, (struct sockaddr *)&to, sizeof to) < 0) fail(strerror(errno));
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = channel};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, channel->fd, &event);
  channel->answer = malloc(ANSWER_BYTES);
}

/* Requests are smaller than a socket buffer: a short write would be the machine's fault, not the server's. */
static void request(struct channel *channel, const char *body, size_t length) {
  static char out[1 << 20];
  int n = snprintf(out, 1024, "%s /socket.io/?EIO=4&transport=polling%s%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n",
                   channel->kind == GET ? "GET" : "POST", channel->client->sid[0] ? "&sid=" : "", channel->client->sid, port);
  if (channel->kind == POST)
    n += snprintf(out + n, 256, "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: %zu\r\n", length);
  n += snprintf(out + n, 8, "\r\n");
  memcpy(out + n, body, length);
  if (send(channel->fd, out, (size_t)n + length, MSG_NOSIGNAL) != (ssize_t)((size_t)n + length)) fail("a request was not taken whole");
  channel->busy = 1;
  channel->length = 0;
}

static void poll_again(struct client *client) { request(&client->channels[GET], "", 0); }

/* The next post, once the last one was answered and its echoes are back. */
static void post_when_due(struct client *client) {
  struct channel *post = &client->channels[POST];
  if (post->busy) return;
  if (client->owes_pong) {
    client->owes_pong = 0;
    request(post, "3", 1);
  } else if (client->joined && client->awaited == 0) {
    client->awaited = window;
    request(post, batch, batch_length);
  }
}

static void hear_packet(struct client *client, const char *packet, size_t length) {
  if (packet[0] == '2' && length == 1) client->owes_pong = 1;
  if (length < 2 || packet[0] != '4') return;
  if (packet[1] == '0') {
    client->joined = 1;
    ready++;
  } else if (packet[1] == '2') {
    client->awaited--;
    if (counting) messages++;
  }
}

static void hear_body(struct channel *channel, const char *body, size_t length) {
  struct client *client = channel->client;
  channel->busy = 0;
  if (counting) exchanges++;
  if (channel->kind == GET && !client->sid[0]) {
    const char *sid = memmem(body, length, "\"sid\":\"", 7);
    if (!sid) fail("an open packet without a sid");
    sid += 7;
    size_t n = strcspn(sid, "\"");
    if (n >= sizeof client->sid) fail("a sid of an unknown form");
    memcpy(client->sid, sid, n);
    request(&client->channels[POST], "40", 2);
    poll_again(client);
    return;
  }
  if (channel->kind == GET) {
    for (size_t from = 0; from < length;) {
      const char *end = memchr(body + from, 0x1e, length - from);
      size_t n = end ? (size_t)(end - body) - from : length - from;
      hear_packet(client, body + from, n);
      from += n + 1;
    }
    poll_again(client);
  }
  post_when_due(client);
}

static void readable(struct channel *channel) {
  ssize_t n = recv(channel->fd, channel->answer + channel->length, ANSWER_BYTES - 1 - channel->length, 0);
  if (n <= 0) fail("the server closed a connection");
  channel->length += (size_t)n;
  channel->answer[channel->length] = 0;
  char *blank = strstr(channel->answer, "\r\n\r\n");
  if (!blank) return;
  if (memcmp(channel->answer, "HTTP/1.1 200", 12) != 0) fail("a request was refused");
  char *field = strcasestr(channel->answer, "\r\ncontent-length:");
  if (!field || field > blank) fail("an answer without Content-Length");
  size_t length = strtoul(field + 17, NULL, 10), head = (size_t)(blank - channel->answer) + 4;
  if (head + length >= ANSWER_BYTES) fail("an answer larger than the buffer");
  if (channel->length < head + length) return;
  hear_body(channel, channel->answer + head, length);
}

static void turn(void) {
  struct epoll_event events[256];
  int n = epoll_wait(epoll_fd, events, 256, 100);
  for (int i = 0; i < n; i++) readable(events[i].data.ptr);
}

static void read_packet(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  packet = malloc(1 << 16);
  packet_length = fread(packet, 1, 1 << 16, file);
  fclose(file);
  batch = malloc((packet_length + 1) * (size_t)window);
  for (int i = 0; i < window; i++) {
    if (i > 0) batch[batch_length++] = 0x1e;
    memcpy(batch + batch_length, packet, packet_length);
    batch_length += packet_length;
  }
}

int main(int argc, char **argv) {
  const char *payload = NULL;
  for (int i = 1; i + 1 < argc; i += 2) {
    const char *name = argv[i], *value = argv[i + 1];
    if (!strcmp(name, "--port")) port = atoi(value);
    else if (!strcmp(name, "--connections")) connections = atoi(value);
    else if (!strcmp(name, "--window")) window = atoi(value);
    else if (!strcmp(name, "--seconds")) seconds = atof(value);
    else if (!strcmp(name, "--warmup")) warmup = atof(value);
    else if (!strcmp(name, "--payload-file")) payload = value;
    else fail("unknown option");
  }
  if (!payload) fail("--payload-file is missing");
  read_packet(payload);
  epoll_fd = epoll_create1(0);
  struct client *clients = calloc((size_t)connections, sizeof *clients);
  for (int i = 0; i < connections; i++) {
    for (int kind = GET; kind <= POST; kind++) {
      clients[i].channels[kind] = (struct channel){.client = &clients[i], .kind = kind};
      dial(&clients[i].channels[kind]);
    }
    poll_again(&clients[i]);
  }
  double end = now() + 30;
  while (ready < connections) {
    turn();
    if (now() > end) fail("not every client was ready within 30 s");
  }
  end = now() + warmup;
  while (now() < end) turn();
  counting = 1;
  puts("counting");
  fflush(stdout);
  double began = now(), cpu_began = cpu();
  end = began + seconds;
  while (now() < end) turn();
  double elapsed = now() - began;
  printf("{\"messages\":%lu,\"handshakes\":0,\"exchanges\":%lu,\"seconds\":%.4f,\"cpuSeconds\":%.4f,\"errors\":0,\"p50us\":0,\"p99us\":0}\n",
         (unsigned long)messages, (unsigned long)exchanges, elapsed, cpu() - cpu_began);
  return 0;
}
