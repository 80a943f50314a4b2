import torch

from architectures import BaseCnn, parameter_counts


def test_base_cnn_has_the_papers_parameters():
    counts = {name: sum(p.numel() for p in layer.parameters()) for name, layer in BaseCnn(dropout=0.2).layers.named_children()}
    assert [count for count in counts.values() if count > 0] == [6, 896, 18_496, 36_928, 16_640, 16_448, 65]
    assert parameter_counts(BaseCnn(dropout=0.2)) == (89_485, 89_479)


def test_base_cnn_convolves_without_padding():
    shapes = []
    model = BaseCnn(dropout=0.2)
    for layer in model.layers:
        if isinstance(layer, torch.nn.MaxPool2d):
            layer.register_forward_hook(lambda _module, _inputs, output: shapes.append(tuple(output.shape[1:])))
    model(torch.rand(2, 3, 50, 50))
    assert shapes == [(32, 24, 24), (64, 11, 11), (64, 4, 4)]


def test_a_network_takes_any_input_size():
    assert BaseCnn(dropout=0.2).eval()(torch.rand(3, 3, 96, 96)).shape == (3,)
