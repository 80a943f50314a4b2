using Microsoft.AspNetCore.Http;
using PathoChain.Libvips;

namespace PathoChain.Content.Tests.Pinning;

public sealed class KuboNodeTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly LocalBlockStore _store;

    private KuboServer _server = null!;
    private KuboNode _node = null!;

    public KuboNodeTests() => _store = new(_folder.File("blocks"));

    public async Task InitializeAsync()
    {
        _server = await KuboServer.StartAsync();
        _node = new KuboNode(_http, new KuboOptions { RpcUrl = _server.Url });
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(90, 1)]
    [InlineData(1200, 5)]
    public async Task An_image_is_kept_under_the_cid_that_it_has_here(int width, int blocks)
    {
        var cid = (await StoreAsync(width)).Cid;

        await _node.PinAsync(cid, _store);

        _server.Pins.Keys.Should().Equal(cid.ToString());
        _server.Blocks.Should().HaveCount(blocks, "the node itself names them");
        (await _node.HoldsAsync(cid)).Should().BeTrue();
        _server.Commands.Count(command => command == "block/get").Should().Be(blocks + 1, "each block was read back, and the root again");

        await _node.PinAsync(cid, _store);
        _server.Blocks.Should().HaveCount(blocks);
    }

    [Fact]
    public async Task What_the_node_does_not_give_back_is_not_kept()
    {
        var cid = (await StoreAsync(1200)).Cid;
        _server.Fault = (command, _) =>
        {
            if (command == "pin/add")
            {
                _server.Blocks.First(block => block.Value.Length == 1 << 20).Value[77] ^= 1;
            }

            return Task.FromResult(false);
        };

        await FluentActions.Awaiting(() => _node.PinAsync(cid, _store)).Should().ThrowAsync<PinningException>().WithMessage("kubo at http://127.0.0.1:*cannot be read back*");
    }

    [Fact]
    public async Task A_block_that_is_missing_here_is_said_before_anything_is_pinned()
    {
        var stored = await StoreAsync(1200);
        _store.Remove(stored.Blocks[0]);

        await FluentActions.Awaiting(() => _node.PinAsync(stored.Cid, _store)).Should().ThrowAsync<BlockStoreException>();
        _server.Pins.Should().BeEmpty();
    }

    [Fact]
    public async Task A_node_that_names_a_block_otherwise_is_refused()
    {
        _server.Fault = async (command, context) =>
        {
            await context.Response.WriteAsync("""{"Key":"QmZULkCELmmk5XNfCgTnCyFgAVxBRBXyDHGGMVoLFLiXEN","Size":1}""");
            return true;
        };
        var cid = (await StoreAsync(90)).Cid;
        await FluentActions.Awaiting(() => _node.PinAsync(cid, _store)).Should().ThrowAsync<PinningException>().WithMessage($"*block {cid} was named QmZULk*");
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(90)]
    public async Task An_image_that_is_unpinned_leaves_no_block_there(int width)
    {
        var (cid, other) = ((await StoreAsync(width)).Cid, (await StoreAsync(90)).Cid);
        await _node.PinAsync(cid, _store);
        await _node.PinAsync(other, _store);

        await _node.UnpinAsync(cid);
        await _node.UnpinAsync(cid); // changes nothing

        _server.Blocks.Keys.Should().Equal(other.ToString());
        _server.Pins.Keys.Should().Equal(other.ToString());
        (await _node.HoldsAsync(cid)).Should().BeFalse();
    }

    [Fact]
    public async Task A_pin_that_was_interrupted_leaves_no_block_there_either()
    {
        var cid = (await StoreAsync(1200)).Cid;
        _server.Fault = (command, context) =>
        {
            var isRefused = command == "block/put" && _server.Blocks.Count == 3;
            context.Response.StatusCode = isRefused ? 500 : 200;
            return Task.FromResult(isRefused);
        };
        await FluentActions.Awaiting(() => _node.PinAsync(cid, _store)).Should().ThrowAsync<PinningException>();
        _server.Blocks.Should().HaveCount(3).And.ContainKey(cid.ToString(), "by the root the others are found");

        _server.Fault = (_, _) => Task.FromResult(false);
        await _node.UnpinAsync(cid);

        _server.Blocks.Should().BeEmpty();
    }

    [Fact]
    public async Task Blocks_that_somebody_else_pins_there_are_said_to_stay()
    {
        var stored = await StoreAsync(1200);
        await _node.PinAsync(stored.Cid, _store);
        _server.Pins[stored.Blocks[0].ToString()] = true;

        await FluentActions.Awaiting(() => _node.UnpinAsync(stored.Cid)).Should().ThrowAsync<PinningException>().WithMessage($"*{stored.Blocks[0]}*pinned*");
    }

    [Fact]
    public async Task A_pin_without_its_block_is_no_copy()
    {
        var cid = (await StoreAsync(90)).Cid;
        await _node.PinAsync(cid, _store);
        _server.Blocks.Clear();
        (await _node.HoldsAsync(cid)).Should().BeFalse();
    }

    [Fact]
    public async Task A_lost_image_is_brought_back_block_by_block()
    {
        var stored = await StoreAsync(1200);
        await _node.PinAsync(stored.Cid, _store);
        var empty = new LocalBlockStore(_folder.File("other"));

        await _node.RestoreAsync(stored.Cid, empty);

        foreach (var block in stored.Blocks)
        {
            (await empty.GetAsync(block)).Should().Equal(await _store.GetAsync(block));
        }
    }

    [Fact]
    public async Task A_damaged_block_is_not_brought_back()
    {
        var stored = await StoreAsync(1200);
        await _node.PinAsync(stored.Cid, _store);
        _server.Blocks[stored.Blocks[2].ToString()][0] ^= 1;

        var empty = new LocalBlockStore(_folder.File("other"));
        (await FluentActions.Awaiting(() => _node.RestoreAsync(stored.Cid, empty)).Should().ThrowAsync<BlockStoreException>()).Which.Problem.Should().Be(BlockProblem.Wrong);
        (await empty.FindAsync(stored.Blocks[2])).Should().BeNull();
    }

    [Fact]
    public async Task A_node_that_wants_a_secret_is_given_it_and_no_error_shows_it()
    {
        _server.Secret = "Bearer s3cret";
        var cid = (await StoreAsync(90)).Cid;
        await new KuboNode(_http, new KuboOptions { RpcUrl = _server.Url, Authorization = "Bearer s3cret" }).PinAsync(cid, _store);

        var other = new KuboNode(_http, new KuboOptions { RpcUrl = _server.Url, Authorization = "Bearer 0ther" });
        (await FluentActions.Awaiting(() => other.PinAsync(cid, _store)).Should().ThrowAsync<PinningException>().WithMessage("*access was refused (HTTP 403)*"))
            .Which.Message.Should().NotContain("0ther");
    }

    [Fact]
    public async Task What_is_no_answer_of_a_node_is_said_as_it_came()
    {
        _server.Fault = async (_, context) =>
        {
            await context.Response.WriteAsync("<html>Gateway</html>");
            return true;
        };
        var cid = (await StoreAsync(90)).Cid;
        await FluentActions.Awaiting(() => _node.HoldsAsync(cid)).Should().ThrowAsync<PinningException>().WithMessage("*pin/ls: the answer (HTTP 200) is not one to this call: <html>Gateway</html>");
    }

    [Fact]
    public async Task A_node_that_wants_to_be_left_alone_says_for_how_long()
    {
        _server.Fault = (_, context) =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (503, "90");
            return Task.FromResult(true);
        };
        (await FluentActions.Awaiting(() => _node.HoldsAsync(Cid.Of(CidCodec.Raw, []))).Should().ThrowAsync<PinningException>()).Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_it()
    {
        _server.Fault = async (_, context) =>
        {
            await context.Response.Body.WriteAsync(new byte[1 << 20]);
            return true;
        };
        await FluentActions.Awaiting(() => _node.HoldsAsync(Cid.Of(CidCodec.Raw, []))).Should().ThrowAsync<PinningException>().WithMessage("*longer than the * bytes it may have*");
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_said()
    {
        var nowhere = new KuboNode(_http, new KuboOptions { RpcUrl = new Uri($"http://127.0.0.1:{FreePort.Next()}") });
        await FluentActions.Awaiting(() => nowhere.HoldsAsync(Cid.Of(CidCodec.Raw, []))).Should().ThrowAsync<PinningException>().WithMessage("*Check the address and the network.");
    }

    private Task<StoredEnvelope> StoreAsync(int width) =>
        new ImageVault(_store, SiteKey.LoadOrCreate(_folder.File("site.key")), new PinningServices([])).StoreAsync(ImageIntake.Clean(ImageCodec.EncodePng(DrawnImage.Noise(width, width * 3 / 4))));
}
