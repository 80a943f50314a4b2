using Microsoft.AspNetCore.Http;
using PathoChain.Libvips;

namespace PathoChain.Content.Tests.Pinning;

public sealed class PinataServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly CleanImage Small = ImageIntake.Clean(ImageCodec.EncodePng(DrawnImage.Gradient(90, 60)));
    private static readonly CleanImage Large = ImageIntake.Clean(ImageCodec.EncodePng(DrawnImage.Noise(1200, 900)));
    private static readonly Cid Unknown = Cid.Of(CidCodec.Raw, []);

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly List<PinataService> _services = [];
    private readonly LocalBlockStore _store;
    private readonly SiteKey _key;

    private PinataServer _server = null!;
    private PinataService _pinata = null!;

    public PinataServiceTests() => (_store, _key) = (new(_folder.File("blocks")), SiteKey.LoadOrCreate(_folder.File("site.key")));

    public async Task InitializeAsync()
    {
        _server = await PinataServer.StartAsync();
        _pinata = Service();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _services.ForEach(service => service.Dispose());
        _http.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("private", false)]
    [InlineData("private", true)]
    [InlineData("public", false)]
    [InlineData("public", true)]
    public async Task An_image_is_kept_as_one_file_named_by_its_cid_and_read_back(string network, bool isLarge)
    {
        var (stored, pinata) = (await StoreAsync(isLarge ? Large : Small), Service(network));

        await pinata.PinAsync(stored.Cid, _store);

        var file = _server.Files.Values.Should().ContainSingle().Subject;
        file.Should().BeEquivalentTo(new { Name = stored.Cid.ToString(), Network = network, MimeType = "application/octet-stream" });
        file.Bytes.Should().HaveCount((int)stored.EnvelopeBytes);
        ContentAddress.Of(file.Bytes).Should().Be(stored.Cid);
        (file.Cid == stored.Cid.ToString()).Should().Be(!isLarge, "what a large file is called there is Pinata's choice");
        Calls().Should().Equal(network == "private" ? ["list", "upload", "link", "read"] : ["list", "upload", "read"]);
        (await pinata.HoldsAsync(stored.Cid)).Should().BeTrue();
        (await pinata.HoldsAsync(Unknown)).Should().BeFalse();
    }

    [Fact]
    public async Task Pinning_again_reads_back_what_is_there_and_uploads_nothing()
    {
        var cid = (await StoreAsync(Large)).Cid;
        await _pinata.PinAsync(cid, _store);
        await _pinata.PinAsync(cid, _store);
        _server.Files.Should().ContainSingle();
        Calls().Should().Equal("list", "upload", "link", "read", "list", "link", "read");
    }

    [Fact]
    public async Task What_was_taken_away_there_is_uploaded_again()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await _pinata.PinAsync(cid, _store);
        _server.Files.Clear();
        (await _pinata.HoldsAsync(cid)).Should().BeFalse();
        await _pinata.PinAsync(cid, _store);
        (await _pinata.HoldsAsync(cid)).Should().BeTrue();
    }

    [Fact]
    public async Task What_reads_back_as_something_else_is_refused_and_deleted()
    {
        var cid = (await StoreAsync(Large)).Cid;
        _server.Fault = async (call, context) =>
        {
            if (call == "read")
            {
                await context.Response.WriteAsync("<html>Pinata</html>");
            }

            return call == "read";
        };
        await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), $"*are not those of {cid}. It was deleted there.");
        _server.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task A_copy_that_was_damaged_there_is_replaced_at_the_next_attempt()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await _pinata.PinAsync(cid, _store);
        _server.Files.Values.Single().Bytes[77] ^= 1;
        await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), "*are not those of*");
        await _pinata.PinAsync(cid, _store);
        ContentAddress.Of(_server.Files.Values.Single().Bytes).Should().Be(cid);
    }

    [Fact]
    public async Task What_can_neither_be_trusted_nor_deleted_is_said_with_both_reasons()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await _pinata.PinAsync(cid, _store);
        _server.Files.Values.Single().Bytes[77] ^= 1;
        Answer("delete", StatusCodes.Status429TooManyRequests, retryAfter: 7);
        (await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), "*are not those of*could not be deleted*asked too often*")).RetryAfter.Should().Be(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_file_that_Pinata_is_still_at_work_on_is_not_kept_yet()
    {
        var cid = (await StoreAsync(Large)).Cid;
        _server.IsProcessing = true;
        await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), "*still being processed*");
        await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), "*still being processed*");
        await ShouldFailAsync(() => _pinata.RestoreAsync(cid, _store), "*still being processed*");
        (await _pinata.HoldsAsync(cid)).Should().BeFalse();

        _server.IsProcessing = false;
        await _pinata.PinAsync(cid, _store);
        _server.Files.Should().ContainSingle("it was uploaded once");
    }

    [Fact]
    public async Task An_image_that_is_unpinned_is_gone_there_and_no_other()
    {
        var (cid, other) = ((await StoreAsync(Small)).Cid, (await StoreAsync(Small)).Cid);
        await _pinata.PinAsync(cid, _store);
        await _pinata.PinAsync(other, _store);
        Duplicate(cid);

        await _pinata.UnpinAsync(cid, _store);
        await _pinata.UnpinAsync(cid, _store); // changes nothing

        _server.Files.Values.Should().ContainSingle().Which.Name.Should().Be(other.ToString());
        (await _pinata.HoldsAsync(cid)).Should().BeFalse();
        (await _pinata.HoldsAsync(other)).Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_Pinata_is_still_at_work_on_is_unpinned_too(bool isHidden)
    {
        var cid = (await StoreAsync(Small)).Cid;
        await _pinata.PinAsync(cid, _store);
        (_server.IsProcessing, _server.HidesPending) = (true, isHidden);
        await _pinata.UnpinAsync(cid, _store);
        _server.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task What_somebody_else_deleted_in_between_is_no_error()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await _pinata.PinAsync(cid, _store);
        _server.Fault = (call, _) =>
        {
            if (call == "delete")
            {
                _server.Files.Clear();
            }

            return Task.FromResult(false);
        };
        await _pinata.UnpinAsync(cid, _store);
    }

    [Fact]
    public async Task What_stays_listed_however_often_it_is_deleted_is_said()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await _pinata.PinAsync(cid, _store);
        Answer("delete", StatusCodes.Status200OK);
        await ShouldFailAsync(() => _pinata.UnpinAsync(cid, _store), $"*{cid} was deleted 5 times and is still listed.");
    }

    [Fact]
    public async Task A_name_that_only_contains_the_cid_is_another_file_and_all_pages_are_looked_through()
    {
        var stored = await StoreAsync(Small);
        await _pinata.PinAsync(stored.Cid, _store);
        var file = _server.Files.Values.Single();
        for (var i = 0; i < 5; i++)
        {
            _server.Files[$"{i}"] = file with { Id = $"{i}", Name = $"{file.Name}.{i}", Created = file.Created.AddDays(-1) };
        }

        _server.PageFiles = 2;
        (await _pinata.HoldsAsync(stored.Cid)).Should().BeTrue();
        await _pinata.UnpinAsync(stored.Cid, _store);
        (await _pinata.HoldsAsync(stored.Cid)).Should().BeFalse();
        _server.Files.Should().HaveCount(5);
    }

    [Fact]
    public async Task A_list_without_end_is_not_read_to_it()
    {
        _server.Fault = async (_, context) =>
        {
            await context.Response.WriteAsync("""{"data":{"files":[{"id":"1","name":null,"cid":"bafk","size":1}],"next_page_token":"more"}}""");
            return true;
        };
        await ShouldFailAsync(() => _pinata.HoldsAsync(Unknown), "*list: 10 pages of files are not all*");
        Calls().Should().HaveCount(10);
    }

    [Fact]
    public async Task A_list_of_nothing_may_be_null()
    {
        Answer("list", StatusCodes.Status200OK, """{"data":{"files":null,"next_page_token":""}}""");
        (await _pinata.HoldsAsync(Unknown)).Should().BeFalse();
    }

    [Theory]
    [InlineData("private", false)]
    [InlineData("private", true)]
    [InlineData("public", true)]
    public async Task A_lost_image_is_brought_back_and_opens(string network, bool isLarge)
    {
        var image = isLarge ? Large : Small;
        var (stored, pinata) = (await StoreAsync(image), Service(network));
        await pinata.PinAsync(stored.Cid, _store);
        var empty = new LocalBlockStore(_folder.File("other"));

        await pinata.RestoreAsync(stored.Cid, empty);

        (await new ImageVault(empty, _key, new PinningServices([])).OpenAsync(stored.Cid, stored.WrappedKey)).Should().Equal(image.Png);
        foreach (var block in stored.Blocks)
        {
            (await empty.GetAsync(block)).Should().Equal(await _store.GetAsync(block));
        }
    }

    [Fact]
    public async Task What_is_not_kept_or_damaged_there_is_not_brought_back()
    {
        var stored = await StoreAsync(Large);
        var empty = new LocalBlockStore(_folder.File("other"));
        (await FluentActions.Awaiting(() => _pinata.RestoreAsync(stored.Cid, empty)).Should().ThrowAsync<BlockStoreException>().WithMessage($"{stored.Cid} is not among the files at pinata."))
            .Which.Problem.Should().Be(BlockProblem.Missing);

        await _pinata.PinAsync(stored.Cid, _store);
        _server.Files.Values.Single().Bytes[^1] ^= 1;
        (await FluentActions.Awaiting(() => _pinata.RestoreAsync(stored.Cid, empty)).Should().ThrowAsync<BlockStoreException>()).Which.Problem.Should().Be(BlockProblem.Wrong);
        Directory.EnumerateFiles(_folder.File("other"), "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task A_block_that_is_missing_here_is_said_and_no_file_is_left_there()
    {
        var stored = await StoreAsync(Large);
        _store.Remove(stored.Blocks[2]);
        (await FluentActions.Awaiting(() => _pinata.PinAsync(stored.Cid, _store)).Should().ThrowAsync<BlockStoreException>()).Which.Problem.Should().Be(BlockProblem.Missing);
        _server.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_beyond_what_one_request_may_have_is_not_sent()
    {
        var node = new FileNode([.. Enumerable.Repeat(new FileLink(Unknown, 1 << 20, 1 << 20), 96)]).Encode();
        var cid = Cid.Of(CidCodec.DagPb, node);
        await _store.PutAsync(cid, node);
        await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), "*no more than 100000000 bytes*has 100663296. Let a Kubo node keep it.");
        Calls().Should().Equal("list");
    }

    [Fact]
    public async Task Only_the_api_and_uploads_see_the_key()
    {
        var cid = (await StoreAsync(Small)).Cid;
        await _pinata.PinAsync(cid, _store);
        await _pinata.UnpinAsync(cid, _store);
        _server.Requests.Select(request => request.Call).Should().Contain(["list", "upload", "link", "read", "delete"]);
        _server.Requests.Should().OnlyContain(request => request.Call == "read" ? request.Authorization == null : request.Authorization == $"Bearer {_server.Jwt}");
    }

    [Fact]
    public async Task A_key_that_is_not_let_in_is_said_and_not_shown()
    {
        var other = Service(jwt: "eyJ.0ther.key");
        (await ShouldFailAsync(() => other.HoldsAsync(Unknown), "pinata at http://127.0.0.1:*, list: access was refused (HTTP 401): check the key*")).ToString().Should().NotContain("0ther");
    }

    [Theory]
    [InlineData("list")]
    [InlineData("upload")]
    [InlineData("link")]
    [InlineData("read")]
    public async Task A_call_that_is_forbidden_is_said_whichever_it_is(string forbidden)
    {
        var cid = (await StoreAsync(Small)).Cid;
        Answer(forbidden, StatusCodes.Status403Forbidden, "no");
        (await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), $"pinata at http://127.0.0.1:*, {forbidden}: access was refused (HTTP 403): check *")).ToString().Should().NotContain(_server.Jwt);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("upload")]
    [InlineData("link")]
    [InlineData("read")]
    public async Task A_call_that_comes_too_often_says_how_long_to_wait_whichever_it_is(string refused)
    {
        var cid = (await StoreAsync(Small)).Cid;
        Answer(refused, StatusCodes.Status429TooManyRequests, retryAfter: 42);
        (await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), $"*, {refused}: *asked too often*")).RetryAfter.Should().Be(TimeSpan.FromSeconds(42));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("upload")]
    [InlineData("link")]
    public async Task What_is_no_answer_of_Pinata_is_said_as_it_came(string call)
    {
        var cid = (await StoreAsync(Small)).Cid;
        Answer(call, StatusCodes.Status200OK, "<html>Proxy</html>");
        await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), $"*{call}: the answer (HTTP 200) is not one to this call: <html>Proxy</html>");
    }

    [Theory]
    [InlineData("../../data/unpin")]
    [InlineData("..")]
    [InlineData("")]
    public async Task An_id_that_would_change_the_call_is_no_answer(string id)
    {
        Answer("list", StatusCodes.Status200OK, $$$"""{"data":{"files":[{"id":"{{{id}}}","name":"{{{Unknown}}}","cid":"bafk","size":1}]}}""");
        await ShouldFailAsync(() => _pinata.UnpinAsync(Unknown, _store), "*is not one to this call*");
        Calls().Should().Equal("list");
    }

    [Fact]
    public async Task A_refusal_of_binary_files_is_given_in_its_words_with_a_way_out()
    {
        var cid = (await StoreAsync(Small)).Cid;
        Answer("upload", StatusCodes.Status403Forbidden, """{"error":"Binary files are only allowed on a case by case basis"}""");
        await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), "*Binary files are only allowed on a case by case basis*(HTTP 403)*ask Pinata to allow them*Kubo node*");
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/files/bafk")]
    [InlineData("{0}@127.0.0.1:1/files/bafk")]
    [InlineData("/files/bafk")]
    [InlineData("")]
    public async Task A_link_to_another_place_is_not_followed(string link)
    {
        var cid = (await StoreAsync(Small)).Cid;
        var given = link.Replace("{0}", _server.Gateway.ToString().TrimEnd('/'), StringComparison.Ordinal);
        Answer("link", StatusCodes.Status200OK, $$"""{"data":"{{given}}"}""");
        await ShouldFailAsync(() => _pinata.PinAsync(cid, _store), $"*, link: the link that it gave leads elsewhere than to {_server.Gateway.ToString().TrimEnd('/')}: check Pinning:Pinata:Gateway.");
        Calls().Should().NotContain("read");
    }

    [Theory]
    [InlineData("list")]
    [InlineData("upload")]
    [InlineData("read")]
    public async Task A_server_that_hangs_is_left(string hanging)
    {
        var cid = (await StoreAsync(Small)).Cid;
        _server.Fault = async (call, context) =>
        {
            if (call == hanging)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            return call == hanging;
        };
        await ShouldFailAsync(() => Service(timeout: TimeSpan.FromSeconds(1)).PinAsync(cid, _store), $"*, {hanging}: no answer within 1* s.");
    }

    [Fact]
    public async Task Requests_beyond_the_quota_wait_for_their_turn_but_not_for_long()
    {
        var pinata = Service(requestsPerMinute: 1);
        using var stop = new CancellationTokenSource();
        (await pinata.HoldsAsync(Unknown)).Should().BeFalse();
        var waiting = pinata.HoldsAsync(Unknown, stop.Token);

        (await ShouldFailAsync(() => pinata.HoldsAsync(Unknown).WaitAsync(TimeSpan.FromSeconds(10)), "*Pinning:Pinata:RequestsPerMinute*")).RetryAfter.Should().Be(TimeSpan.FromMinutes(1));
        Calls().Should().Equal("list");

        await stop.CancelAsync();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_call_that_is_cancelled_is_no_problem_of_Pinata()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => _pinata.HoldsAsync(Unknown, cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Options_without_an_account_make_no_service() =>
        FluentActions.Invoking(() => new PinataService(_http, new PinataOptions())).Should().Throw<ArgumentException>();

    private static async Task<PinningException> ShouldFailAsync(Func<Task> act, string message) => (await act.Should().ThrowAsync<PinningException>().WithMessage(message)).Which;

    private Task<StoredEnvelope> StoreAsync(CleanImage image) => new ImageVault(_store, _key, new PinningServices([])).StoreAsync(image);

    private IEnumerable<string> Calls() => _server.Requests.Select(request => request.Call);

    private void Duplicate(Cid cid)
    {
        var file = _server.Files.Values.Single(file => file.Name == cid.ToString());
        _server.Files["duplicate"] = file with { Id = "duplicate" };
    }

    /// <summary>Has one kind of call answered always like this.</summary>
    private void Answer(string answered, int status, string body = "", int? retryAfter = null) => _server.Fault = async (call, context) =>
    {
        if (call == answered)
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (status, $"{retryAfter}");
            await context.Response.WriteAsync(body);
        }

        return call == answered;
    };

    private PinataService Service(string network = "private", string? jwt = null, int requestsPerMinute = 6000, TimeSpan? timeout = null)
    {
        var options = new PinataOptions
        {
            Jwt = jwt ?? _server.Jwt,
            Network = network,
            Gateway = _server.Gateway,
            ApiUrl = _server.ApiUrl,
            UploadUrl = _server.UploadUrl,
            RequestsPerMinute = requestsPerMinute,
        };
        _services.Add(new PinataService(_http, options, timeout ?? TimeSpan.FromSeconds(30)));
        return _services[^1];
    }
}
