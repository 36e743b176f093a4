"""What can go wrong while weights are brought and a model is served. Each message ends with the fix.

ServingError
├── UnknownModel    no such name in the catalogue, and no such path
├── Absent          known, but not downloaded yet
├── SourceDown      neither the model hub nor the package index delivered
├── Corrupt         what was delivered is not what was asked for
├── DiskFull        too little room for the download
├── EngineMissing   nothing here can run the model
├── EngineFailed    the endpoint did not come up, or does not answer
├── NoSuchCard      what was told of a card elsewhere is none
└── PortTaken       another program listens there
"""


class ServingError(Exception):
    """`message` says what happened; `fix` says what to do about it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(f"{message}\n  → {fix}")
        self.message = message
        self.fix = fix


class UnknownModel(ServingError):
    pass


class Absent(ServingError):
    pass


class SourceDown(ServingError):
    pass


class Corrupt(ServingError):
    pass


class DiskFull(ServingError):
    pass


class EngineMissing(ServingError):
    pass


class EngineFailed(ServingError):
    pass


class PortTaken(ServingError):
    pass


class NoSuchCard(ServingError):
    pass
