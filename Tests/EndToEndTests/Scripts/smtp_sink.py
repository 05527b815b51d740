"""An SMTP server that keeps what it accepts: smtp_sink.py FOLDER

Each mail becomes a file FOLDER/<number>.eml, byte for byte as it came, and FOLDER/<number>.envelope with the sender
and the recipients. Prints its port when it listens on 127.0.0.1; goes on SIGTERM.
"""

import asyncio
import json
import pathlib
import signal
import sys

from aiosmtpd.smtp import SMTP


class Keeper:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        name = f"{self.count:04}"
        (self.folder / f"{name}.envelope").write_text(
            json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos}))
        part = self.folder / f"{name}.part"
        part.write_bytes(envelope.original_content)
        part.rename(self.folder / f"{name}.eml")
        return "250 kept"


async def main():
    keeper = Keeper(sys.argv[1])
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="sink.example.test", enable_SMTPUTF8=False), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    end = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, end.set)
    await end.wait()
    server.close()


asyncio.run(main())
