import pytest
import torch

from architectures import ARCHITECTURES, build, parameter_counts
from architectures.convention import CONVENTIONS

# backbone, head, and what of the whole stays as it is while the backbone is frozen; as Keras counts. The paper's first five.
COUNTS = {
    "basecnn": (56_332, 33_153),
    "mobilenet_v3_small": (939_120, 164_225),
    "efficientnet_b0": (4_049_571, 336_193),
    "vgg16": (14_714_688, 139_585),
    "resnet50_v2": (23_564_800, 532_801),
    "squeezenet": (722_496, 139_585),
    "shufflenet_v2": (1_269_784, 270_657),
}
TOTALS = {"basecnn": 89_485, "mobilenet_v3_small": 1_103_345, "efficientnet_b0": 4_385_764, "vgg16": 14_854_273, "resnet50_v2": 24_097_601}
STATISTICS = {"basecnn": 6, "mobilenet_v3_small": 12_112, "efficientnet_b0": 42_023, "vgg16": 0, "resnet50_v2": 45_440, "squeezenet": 0, "shufflenet_v2": 16_180}


def test_every_architecture_is_counted():
    assert ARCHITECTURES.keys() == COUNTS.keys() == STATISTICS.keys()


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_parameters_are_the_papers(name):
    backbone, head = COUNTS[name]
    network = build(name, dropout=0.2)
    assert parameter_counts(network.backbone) == (backbone, backbone - STATISTICS[name], STATISTICS[name])
    assert parameter_counts(network.head) == (head, head, 0)
    assert parameter_counts(network) == (TOTALS.get(name, backbone + head), backbone + head - STATISTICS[name], STATISTICS[name])
    network.freeze(True)
    assert parameter_counts(network) == (backbone + head, head, backbone)


@pytest.mark.parametrize("name", ARCHITECTURES)
@pytest.mark.parametrize("size", [50, 97])
def test_a_network_takes_any_input_size(name, size):
    entry = ARCHITECTURES[name]
    reading = build(name, dropout=0.2).eval().read(torch.rand(2, 3, size, size))
    assert reading.logits.shape == (2,) and reading.features.shape == (2, entry.features)
    assert reading.maps.shape[:2] == (2, entry.features)
    torch.testing.assert_close(reading.maps.mean((2, 3)), reading.features)


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_training_leaves_a_frozen_backbone_as_it_is(name):
    network = build(name, dropout=0.2)
    network.freeze(True)
    network.train()
    before = {key: value.clone() for key, value in network.backbone.state_dict().items()}
    optimizer = torch.optim.Adam(network.parameters(), lr=0.1)
    head = network.head[1].weight.clone()
    network(torch.rand(2, 3, 50, 50)).sum().backward()
    optimizer.step()
    assert all(torch.equal(before[key], value) for key, value in network.backbone.state_dict().items())
    assert not torch.equal(head, network.head[1].weight)


def test_base_cnn_has_the_papers_layers():
    network = build("basecnn", dropout=0.2)
    counts = [sum(p.numel() for p in layer.parameters()) for layer in [*network.backbone, *network.head]]
    assert [count for count in counts if count > 0] == [6, 896, 18_496, 36_928, 16_640, 16_448, 65]


def test_base_cnn_convolves_without_padding():
    shapes = []
    network = build("basecnn", dropout=0.2)
    for layer in network.backbone:
        if isinstance(layer, torch.nn.MaxPool2d):
            layer.register_forward_hook(lambda _module, _inputs, output: shapes.append(tuple(output.shape[1:])))
    network(torch.rand(2, 3, 50, 50))
    assert shapes == [(32, 24, 24), (64, 11, 11), (64, 4, 4)]


def test_same_padding_puts_the_odd_pixel_right_and_below():
    convolution = next(iter(build("mobilenet_v3_small", dropout=0).backbone))
    convolution.weight.data.fill_(1)
    out = convolution(torch.ones(1, 3, 4, 4))[0, 0]
    assert out.tolist() == [[27, 18], [18, 12]]
    convolution.symmetric_padding = True
    assert convolution(torch.ones(1, 3, 4, 4))[0, 0].tolist() == [[12, 18], [18, 27]]


def test_conventions_by_hand():
    image = torch.tensor([255.0, 128.0, 0.0])[None, :, None, None] / 255
    assert CONVENTIONS["tensorflow"].normalise(image).flatten().tolist() == pytest.approx([1, 128 / 127.5 - 1, -1], abs=1e-6)
    assert CONVENTIONS["caffe"].normalise(image).flatten().tolist() == pytest.approx([-103.939, 128 - 116.779, 255 - 123.68], abs=1e-3)
    assert CONVENTIONS["torchvision"].normalise(image)[0, 0, 0, 0].item() == pytest.approx((1 - 0.485) / 0.229)
