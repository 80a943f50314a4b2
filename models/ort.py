"""Runs a model in ONNX Runtime.

Debian packages no Python binding of it, so this calls the C API of the very library that serves the models (from npm, under runtime/).
"""
import ctypes
from pathlib import Path

import numpy as np

LIBRARY = Path(__file__).parents[1] / "runtime/node_modules/com.github.asus4.onnxruntime/Plugins/Linux/x64/libonnxruntime.so"
API_VERSION = 17
FLOAT, WARNING, DEVICE_ALLOCATOR, DEFAULT_MEMORY = 1, 2, 0, 0

# Positions in struct OrtApi (onnxruntime_c_api.h), which only ever grows at its end, and what they take.
P, PP, TEXT, SIZE, INT = ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int
FUNCTIONS = {
    "CreateEnv": (3, INT, TEXT, PP),
    "CreateSessionFromArray": (8, P, P, SIZE, P, PP),
    "Run": (9, P, P, ctypes.POINTER(TEXT), PP, SIZE, ctypes.POINTER(TEXT), SIZE, PP),
    "CreateSessionOptions": (10, PP),
    "SetIntraOpNumThreads": (24, P, INT),
    "CreateTensorWithDataAsOrtValue": (49, P, P, SIZE, P, SIZE, INT, PP),
    "GetTensorMutableData": (51, P, PP),
    "GetDimensionsCount": (61, P, ctypes.POINTER(SIZE)),
    "GetDimensions": (62, P, ctypes.POINTER(ctypes.c_int64), SIZE),
    "GetTensorTypeAndShape": (65, P, PP),
    "CreateCpuMemoryInfo": (69, INT, INT, PP),
}
RELEASES = {"Status": 93, "MemoryInfo": 94, "Session": 95, "Value": 96, "TensorTypeAndShapeInfo": 99, "SessionOptions": 100}


class _ApiBase(ctypes.Structure):
    _fields_ = [("GetApi", ctypes.CFUNCTYPE(ctypes.POINTER(P), ctypes.c_uint32)), ("GetVersionString", ctypes.CFUNCTYPE(TEXT))]


class Session:
    """A model in memory, run on one thread of the CPU. Its outputs are float32, and their first dimension counts images."""

    def __init__(self, model: bytes, outputs: tuple[str, ...] = ("probability", "logit"), input_name: str = "image") -> None:
        if not LIBRARY.exists():
            raise FileNotFoundError(f"{LIBRARY} is missing: run 'npm ci' in runtime/")
        library = ctypes.CDLL(str(LIBRARY))
        library.OrtGetApiBase.restype = ctypes.POINTER(_ApiBase)
        self._api = library.OrtGetApiBase().contents.GetApi(API_VERSION)
        self._outputs, self._input_name = outputs, input_name
        env, options = self._make("CreateEnv", WARNING, b"pathochain"), self._make("CreateSessionOptions")
        self._memory = self._make("CreateCpuMemoryInfo", DEVICE_ALLOCATOR, DEFAULT_MEMORY)
        try:
            self._call("SetIntraOpNumThreads", options, 1)
            self._session = self._make("CreateSessionFromArray", env, model, len(model), options)
        finally:
            self._release("SessionOptions", options)

    def run(self, images: np.ndarray) -> dict[str, np.ndarray]:
        """Each output (N, ...) for images (N, 3, H, W) float32."""
        images = np.ascontiguousarray(images, dtype=np.float32)
        shape = (ctypes.c_int64 * images.ndim)(*images.shape)
        value = self._make("CreateTensorWithDataAsOrtValue", self._memory, images.ctypes.data, images.nbytes, shape, images.ndim, FLOAT)
        values = (P * len(self._outputs))()
        names = (TEXT * len(self._outputs))(*(name.encode() for name in self._outputs))
        try:
            self._call("Run", self._session, None, (TEXT * 1)(self._input_name.encode()), (P * 1)(value), 1, names, len(values), values)
        finally:
            self._release("Value", value)
        return {name: self._take(output, len(images)) for name, output in zip(self._outputs, values)}

    def _take(self, value: int, expected: int) -> np.ndarray:
        info, rank = self._make("GetTensorTypeAndShape", value), SIZE()
        self._call("GetDimensionsCount", info, ctypes.byref(rank))
        shape = (ctypes.c_int64 * rank.value)()
        self._call("GetDimensions", info, shape, rank.value)
        self._release("TensorTypeAndShapeInfo", info)
        if not rank.value or shape[0] != expected:
            raise ValueError(f"an output has shape {tuple(shape)} for {expected} images")
        data = ctypes.cast(self._make("GetTensorMutableData", value), ctypes.POINTER(ctypes.c_float))
        copy = np.ctypeslib.as_array(data, tuple(shape)).copy()
        self._release("Value", value)
        return copy

    def _make(self, name: str, *arguments: object) -> int:
        made = P()
        self._call(name, *arguments, ctypes.byref(made))
        return made.value

    def _call(self, name: str, *arguments: object) -> None:
        index, *types = FUNCTIONS[name]
        status = ctypes.CFUNCTYPE(P, *types)(self._api[index])(*arguments)
        if status:
            message = ctypes.CFUNCTYPE(TEXT, P)(self._api[2])(status).decode()
            self._release("Status", status)
            raise RuntimeError(f"ONNX Runtime, {name}: {message}")

    def _release(self, kind: str, handle: int) -> None:
        ctypes.CFUNCTYPE(None, P)(self._api[RELEASES[kind]])(handle)
