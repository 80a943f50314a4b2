using Microsoft.AspNetCore.Http;
using PathoChain.Libvips;

namespace PathoChain.Content.Tests.Pinning;

public sealed class PinningServicesTests : IAsyncLifetime, IDisposable
{
    private static readonly CleanImage Large = ImageIntake.Clean(ImageCodec.EncodePng(DrawnImage.Noise(1200, 900)));

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    private KuboServer _server = null!;
    private PinningServices _pinning = null!;
    private ImageVault _vault = null!;

    public async Task InitializeAsync()
    {
        _server = await KuboServer.StartAsync();
        _pinning = new PinningServices([new KuboNode(_http, new KuboOptions { RpcUrl = _server.Url })]);
        _vault = new ImageVault(new LocalBlockStore(_folder.File("blocks")), SiteKey.LoadOrCreate(_folder.File("site.key")), _pinning);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_image_whose_blocks_are_lost_or_damaged_opens_from_a_copy_and_is_whole_again()
    {
        var stored = await _vault.StoreAsync(Large);
        await _vault.PinAsync("kubo", stored.Cid, CancellationToken.None);
        var files = Files();
        await File.WriteAllBytesAsync(files.First(file => new FileInfo(file).Length == 1 << 20), new byte[1 << 20]);
        File.Delete(files.Last(file => new FileInfo(file).Length == 1 << 20));

        (await _vault.OpenAsync(stored.Cid, stored.WrappedKey)).Should().Equal(Large.Png);

        await _server.DisposeAsync();
        (await _vault.OpenAsync(stored.Cid, stored.WrappedKey)).Should().Equal(Large.Png, "its blocks are here again");
    }

    [Fact]
    public async Task An_encrypted_image_is_read_from_a_copy_too()
    {
        var stored = await _vault.StoreAsync(Large);
        await _vault.PinAsync("kubo", stored.Cid, CancellationToken.None);
        Directory.Delete(_folder.File("blocks"), recursive: true);
        Directory.CreateDirectory(_folder.File("blocks/tmp"));

        var length = 0L;
        await foreach (var part in _vault.ReadEncryptedAsync(stored.Cid))
        {
            length += part.Length;
        }

        length.Should().Be(stored.EnvelopeBytes);
    }

    [Fact]
    public async Task A_block_that_no_copy_has_is_said_to_be_missing_with_the_reasons()
    {
        var stored = await _vault.StoreAsync(Large);
        File.Delete(Files()[0]);

        (await FluentActions.Awaiting(() => _vault.OpenAsync(stored.Cid, stored.WrappedKey)).Should().ThrowAsync<BlockStoreException>().WithMessage("*It could not be brought back: *is not at kubo*"))
            .Which.Problem.Should().Be(BlockProblem.Missing);
    }

    [Fact]
    public async Task An_image_that_is_erased_while_it_is_brought_back_does_not_come_back()
    {
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var stored = await _vault.StoreAsync(Large);
        await _vault.PinAsync("kubo", stored.Cid, CancellationToken.None);
        foreach (var file in Files())
        {
            File.Delete(file);
        }

        _server.Fault = async (_, _) =>
        {
            if (_server.Commands.Count(command => command == "block/get") == stored.Blocks.Count + 4) // read back, and then the root, to list the others, to store it, and a leaf
            {
                reached.TrySetResult();
                await goOn.Task;
            }

            return false;
        };
        var opening = _vault.OpenAsync(stored.Cid, stored.WrappedKey);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Files().Should().NotBeEmpty("it is coming back");
        await _vault.EraseAsync(stored.Cid);
        goOn.SetResult();

        await FluentActions.Awaiting(() => opening).Should().ThrowAsync<BlockStoreException>();
        Files().Should().BeEmpty();
        await FluentActions.Awaiting(() => _vault.OpenAsync(stored.Cid, stored.WrappedKey)).Should().ThrowAsync<BlockStoreException>();
        Files().Should().BeEmpty("nor when it is asked for again");
    }

    [Fact]
    public async Task A_problem_with_a_service_stands_until_a_call_to_it_succeeds()
    {
        var cid = (await _vault.StoreAsync(Large)).Cid;
        _server.Fault = (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.FromResult(true);
        };
        await FluentActions.Awaiting(() => _vault.PinAsync("kubo", cid, CancellationToken.None)).Should().ThrowAsync<PinningException>();
        _pinning.FailingSince.Should().ContainKey("kubo").WhoseValue.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));

        _server.Fault = (_, _) => Task.FromResult(false);
        await _vault.PinAsync("kubo", cid, CancellationToken.None);
        _pinning.FailingSince.Should().BeEmpty();
    }

    [Fact]
    public async Task A_service_that_wants_to_be_left_alone_is_asked_for_no_other_image_meanwhile()
    {
        _server.Fault = (_, context) =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (StatusCodes.Status429TooManyRequests, "90");
            return Task.FromResult(true);
        };
        var cid = Cid.Of(CidCodec.Raw, []);
        await FluentActions.Awaiting(() => _pinning.HoldsAsync("kubo", cid, CancellationToken.None)).Should().ThrowAsync<PinningException>();

        (await FluentActions.Awaiting(() => _pinning.HoldsAsync("kubo", cid, CancellationToken.None)).Should().ThrowAsync<PinningException>().WithMessage("kubo wants to be left alone for * s more."))
            .Which.RetryAfter.Should().BeCloseTo(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(30));
        _server.Commands.Should().ContainSingle();
        (await FluentActions.Awaiting(() => _pinning.HoldsAsync("kubo", cid, CancellationToken.None)).Should().ThrowAsync<PinningException>()).Which.WasAsked.Should().BeFalse();
    }

    [Fact]
    public async Task What_somebody_waits_for_does_not_wait_for_copies()
    {
        var held = new TaskCompletionSource();
        _server.Fault = async (command, _) =>
        {
            await (command == "pin/ls" ? held.Task : Task.CompletedTask);
            return false;
        };
        var cid = (await _vault.StoreAsync(Large)).Cid;
        var copies = Enumerable.Range(0, 12).Select(_ => _pinning.HoldsAsync("kubo", cid, CancellationToken.None)).ToList();

        await _pinning.UnpinAsync("kubo", cid, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        held.SetResult();
        await Task.WhenAll(copies);
    }

    [Fact]
    public async Task A_service_is_asked_for_a_few_images_at_once_and_the_others_wait()
    {
        var (now, most) = (0, 0);
        _server.Fault = async (command, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(50);
            Interlocked.Decrement(ref now);
            return false;
        };

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _pinning.HoldsAsync("kubo", Cid.Of(CidCodec.Raw, []), CancellationToken.None)));

        most.Should().BeInRange(2, 4);
    }

    [Fact]
    public async Task A_service_that_is_not_configured_any_more_is_said() =>
        await FluentActions.Awaiting(() => _pinning.UnpinAsync("pinata", Cid.Of(CidCodec.Raw, []), CancellationToken.None)).Should().ThrowAsync<PinningException>().WithMessage("pinata is not in this server's settings any more.");

    private string[] Files() => [.. Directory.GetFiles(_folder.File("blocks"), "b*", SearchOption.AllDirectories).Where(file => !file.Contains("/erased/")).Order()];
}
