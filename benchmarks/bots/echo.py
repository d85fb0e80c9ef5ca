"""The limit: bare aiohttp that says back what it hears and remembers nothing."""

import asyncio
import sys

import aiohttp


async def main(url: str, token: str, folder: str) -> None:
    base, offset, flying = f"{url}/bot{token}", 0, set()
    async with aiohttp.ClientSession() as session:

        async def say(chat: int, text: str) -> None:
            async with session.post(
                f"{base}/sendMessage", json={"chat_id": chat, "text": text}
            ) as reply:
                await reply.read()

        while True:
            asked = {"offset": offset, "timeout": 10}
            async with session.post(f"{base}/getUpdates", json=asked) as reply:
                updates = (await reply.json())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                message = update["message"]
                task = asyncio.create_task(say(message["chat"]["id"], message["text"]))
                flying.add(task)
                task.add_done_callback(flying.discard)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
