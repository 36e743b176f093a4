"""Looks at one address again and again and prints how long each look took (s), until it is ended.

A process of its own: beside a client's five hundred tasks a look would wait for that client's loop, too, and
tell the client's delay as the service's.
"""

import socket
import sys
import time
from typing import Final
from urllib.parse import urlsplit

EVERY: Final = 0.02
"""Seconds between two looks."""


def look(connection: socket.socket, asked: bytes) -> float:
    began = time.perf_counter()
    connection.sendall(asked)
    told = b""
    while b"\r\n\r\n" not in told:
        told += _more(connection)
    head, _, body = told.partition(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
    while len(body) < int(length.split(b":")[1]):
        body += _more(connection)
    return time.perf_counter() - began


def _more(connection: socket.socket) -> bytes:
    told = connection.recv(4096)
    if not told:
        raise ConnectionError("the service closed the connection")
    return told


def main(url: str) -> None:
    parts = urlsplit(url)
    asked = f"GET {parts.path} HTTP/1.1\r\nhost: crowd\r\n\r\n".encode()
    with socket.create_connection((parts.hostname, parts.port)) as connection:
        while True:
            print(look(connection, asked), flush=True)
            time.sleep(EVERY)


if __name__ == "__main__":
    main(sys.argv[1])
