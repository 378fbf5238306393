"""A client of Debian's python3-websockets: echoes text and bytes through the URL it is given."""

import asyncio
import json
import sys

import websockets


async def main(url):
    async with websockets.connect(url, subprotocols=["chat"], max_size=None) as websocket:
        seen = {"subprotocol": websocket.subprotocol, "extensions": [e.name for e in websocket.extensions]}
        for name, data in {
            "text": "grüß dich " * 500,
            "bytes": bytes(range(256)) * 400,
            "fragments": ["in ", "three ", "parts"],
        }.items():
            await websocket.send(data)
            answer = await websocket.recv()
            expected = "".join(data) if isinstance(data, list) else data
            seen[name] = answer == expected
        pong = await websocket.ping(b"ping")
        await asyncio.wait_for(pong, 5)
        await websocket.close(3000, "done")
        seen["close"] = [websocket.close_code, websocket.close_reason]
        print(json.dumps(seen))


asyncio.run(main(sys.argv[1]))
