"""What `gildongmu doctor` looks at where things are kept: the index of places, the database, Redis."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from agent.history.schema import STEPS
from cli.environment import Environment
from cli.findings import Finding

VERSION: Final = "SELECT coalesce(max(version), 0) FROM migrations"


async def places(found: Environment) -> Finding:
    """The index that the service would open, in the process or at a Qdrant server."""
    from rag.index import Unreachable
    from rag.retriever import stored

    url = found.knowledge.qdrant_url
    where = f"Qdrant at {url}" if url else "Qdrant in the process"
    store = stored(found.knowledge)
    try:
        build = await store.current()
    except (Unreachable, OSError) as error:
        fix = "start Qdrant, or correct GUIDE_QDRANT_URL and GUIDE_QDRANT_API_KEY"
        return Finding("places", "bad", f"{where}: {error}", fix)
    except Exception as error:
        if not url:
            raise
        said = f"{where} does not answer ({type(error).__name__})"
        return Finding(
            "places", "bad", said, "start it, or correct GUIDE_QDRANT_URL and GUIDE_QDRANT_API_KEY"
        )
    finally:
        await store.close()
    if build is None:
        return Finding("places", "bad", f"{where} holds no places yet", "gildongmu ingest")
    return Finding("places", "ok", f"{where}, build {build}")


async def database(found: Environment) -> Finding:
    service = found.service
    if service.postgres:
        return await _postgres(service.database_url)
    return await asyncio.to_thread(_sqlite, service.database)


def _sqlite(path: Path) -> Finding:
    if not path.exists():
        return Finding("database", "ok", f"SQLite; {path} is made at the first start")
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as db:
            [[sound]] = db.execute("PRAGMA quick_check(1)").fetchall()
            [[tables]] = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'migrations'").fetchall()
            version = db.execute(VERSION).fetchone()[0] if tables else 0
    except sqlite3.DatabaseError as error:
        return Finding("database", "bad", f"{path}: {error}", "gildongmu restore FILE --force, from a backup")
    if sound != "ok":
        return Finding("database", "bad", f"{path}: {sound}", "gildongmu restore FILE --force, from a backup")
    return _schema("SQLite, sound", version)


async def _postgres(url: str) -> Finding:
    try:
        import psycopg
    except ImportError:
        return Finding(
            "database", "bad", "the client of Postgres is missing", "pip install 'gildongmu[postgres]'"
        )
    try:
        async with await psycopg.AsyncConnection.connect(url, connect_timeout=5) as db:
            told = await (await db.execute("SELECT to_regclass('migrations') IS NOT NULL")).fetchone()
            version = 0
            if told and told[0]:
                row: Any = await (await db.execute(VERSION)).fetchone()
                version = row[0]
            server = db.info.server_version // 10_000
    except psycopg.Error as error:
        said = f"Postgres does not let us in ({type(error).__name__})"
        return Finding("database", "bad", said, "start it, or correct GUIDE_DATABASE_URL")
    return _schema(f"Postgres {server}", version)


def _schema(engine: str, version: int) -> Finding:
    if version > len(STEPS):
        said = f"{engine}, schema {version}; this version knows {len(STEPS)}"
        return Finding("database", "bad", said, "update the service, or restore an older backup")
    later = "" if version == len(STEPS) else f": the next start brings it to {len(STEPS)}"
    return Finding("database", "ok", f"{engine}, schema {version}{later}")


async def redis(found: Environment) -> Finding:
    url = found.service.redis_url
    if not url:
        return Finding(
            "redis", "off", "not set: locks lie with the database, rates and kept answers in memory"
        )
    try:
        from redis.asyncio import Redis
        from redis.exceptions import RedisError
    except ImportError:
        return Finding("redis", "bad", "the client of Redis is missing", "pip install 'gildongmu[redis]'")
    client = Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5)
    try:
        about = await client.info("server")
    except (RedisError, OSError) as error:
        said = f"{urlsplit(url).hostname or 'the socket'} does not answer ({type(error).__name__})"
        return Finding("redis", "bad", said, "start it, or correct GUIDE_REDIS_URL")
    finally:
        await client.aclose()
    name = about.get("server_name", "redis")
    return Finding("redis", "ok", f"{name} {about.get('valkey_version') or about.get('redis_version')}")
