"""Debian's python3-socketio on aiohttp: echo, ask (acknowledged), ask-me, leave-me."""

import socketio
from aiohttp import web

sio = socketio.AsyncServer(async_mode="aiohttp")
app = web.Application()
sio.attach(app)


@sio.event
async def connect(sid, environ, auth):
    if auth == {"token": "wrong"}:
        raise socketio.exceptions.ConnectionRefusedError("not allowed here", {"need": "token"})
    await sio.emit("welcome", {"auth": auth}, to=sid)


@sio.on("echo")
async def echo(sid, *args):
    await sio.emit("echo", args, to=sid)


@sio.on("ask")
async def ask(sid, *args):
    return list(args)


@sio.on("ask-me")
async def ask_me(sid):
    async def answered(*args):
        await sio.emit("answered", args, to=sid)

    await sio.emit("question", "?", to=sid, callback=answered)


@sio.on("leave-me")
async def leave_me(sid):
    await sio.disconnect(sid)


async def main():
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"ready {site._server.sockets[0].getsockname()[1]}", flush=True)


import asyncio

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.run_until_complete(main())
loop.run_forever()
