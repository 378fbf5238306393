"""Debian's python3-socketio against a server of ours: one line of JSON, a verdict for each cell."""

import asyncio
import json
import sys

import socketio

url, way = sys.argv[1:3]
transports = {"polling": ["polling"], "websocket": ["websocket"], "upgrade": None}[way]
results = {}


async def client(namespaces=("/",), **options):
    sio = socketio.AsyncClient(reconnection=False)
    events = asyncio.Queue()
    for namespace in namespaces:
        async def put(*args, namespace=namespace):
            await events.put((namespace, args))
        for event in ("echo", "said"):
            sio.on(event, put, namespace=namespace)
    await sio.connect(url, transports=transports, namespaces=list(namespaces), **options)
    if way == "upgrade":
        assert sio.transport() == "websocket", sio.transport()
    elif transports:
        assert sio.transport() == way, sio.transport()
    return sio, events


async def cell(name, test):
    try:
        await asyncio.wait_for(test(), 10)
        results[name] = "ok"
    except Exception as error:
        results[name] = f"{type(error).__name__}: {error}"


async def text():
    sio, events = await client()
    # python-engineio gives a polling body with more than 16 packets up.
    for n in range(10):
        await sio.emit("echo", (n, "zażółć € 😀", {"deep": [None, True]}))
    for n in range(10):
        assert (await events.get()) == ("/", (n, "zażółć € 😀", {"deep": [None, True]}))
    await sio.disconnect()


async def binary():
    sio, events = await client()
    data = bytes([0, 1, 2, 250, 255])
    await sio.emit("echo", ({"file": data}, "and", data))
    assert (await events.get())[1] == ({"file": data}, "and", data)
    await sio.disconnect()


async def acks():
    sio, _ = await client()
    sio.on("question", lambda text: f"{text}!")
    assert await sio.call("ask", (1, "two")) == (1, "two")
    assert await sio.call("ask-me", "why") == "why!"
    await sio.disconnect()


async def rooms():
    sio, events = await client()
    await sio.call("join", "r")
    await sio.emit("say", ("r", "hello", b"\x07"))
    assert (await events.get())[1] == ("hello", b"\x07")
    await sio.disconnect()


async def namespaces():
    sio, events = await client(("/", "/chat"))
    await sio.emit("echo", "x", namespace="/chat")
    assert (await events.get()) == ("/chat", ("x",))
    await sio.disconnect()


async def auth():
    sio, _ = await client(("/guarded",), auth={"token": "secret"})
    await sio.disconnect()


async def errors():
    for namespace in ("/guarded", "/unknown"):
        try:
            await client((namespace,), wait_timeout=3)
        except socketio.exceptions.ConnectionError:
            continue
        raise AssertionError(f"{namespace} was not refused")


async def reconnect():
    sio = socketio.AsyncClient(reconnection=True, reconnection_delay=0.05)
    connected = asyncio.Queue()
    sio.on("connect", lambda: connected.put_nowait(True))
    await sio.connect(url, transports=transports)
    await connected.get()
    await sio.emit("cut-me")
    await connected.get()
    assert await sio.call("ask", 1) == 1
    await sio.disconnect()


async def volatile():
    sio, _ = await client()
    heard = asyncio.get_running_loop().create_future()
    sio.on("blink", lambda: heard.set_result(True))
    await sio.call("blink-me")
    await heard
    await sio.disconnect()


async def close_reasons():
    sio, _ = await client()
    gone = asyncio.get_running_loop().create_future()
    sio.on("disconnect", lambda: gone.set_result(True))
    await sio.emit("leave-me")
    await gone
    for attempt in range(100):
        reason = await (await client())[0].call("last-reason")
        if reason == "server namespace disconnect":
            return
        await asyncio.sleep(0.02)
    raise AssertionError(reason)


async def main():
    for name, test in {
        "text": text,
        "binary": binary,
        "acks both ways": acks,
        "rooms": rooms,
        "namespaces": namespaces,
        "auth": auth,
        "errors": errors,
        "reconnect": reconnect,
        "volatile": volatile,
        "close reasons": close_reasons,
    }.items():
        await cell(name, test)
    print(json.dumps(results), flush=True)


asyncio.run(main())
