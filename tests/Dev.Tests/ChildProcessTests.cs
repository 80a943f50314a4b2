using PathoChain.Dev.Processes;

namespace PathoChain.Dev.Tests;

public sealed class ChildProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_command_reports_its_exit_code_and_its_last_lines()
    {
        var result = await Command.RunAsync(Shell("echo out; echo err >&2; exit 3"), null, CancellationToken.None);
        result.ExitCode.Should().Be(3);
        result.Tail.Split('\n').Should().BeEquivalentTo("out", "err");
    }

    [Fact]
    public async Task A_command_that_fails_is_quoted_with_the_fix()
    {
        var run = () => Command.RequireAsync(Shell("echo no space left; exit 1"), "make room.", null, CancellationToken.None);
        await run.Should().ThrowAsync<ToolException>().WithMessage("no space left*exit code 1*Fix: make room.");
    }

    [Fact]
    public async Task Variables_and_the_working_folder_reach_the_child_and_its_lines_the_log()
    {
        var log = Path.Combine(_folder.Path, "child.log");
        var call = Shell("echo $GREETING; pwd") with { Environment = new Dictionary<string, string> { ["GREETING"] = "hello" } };
        await using (var child = await ChildProcess.StartAsync(call, log))
        {
            await child.WaitForExitAsync().WaitAsync(Patience);
        }

        (await File.ReadAllLinesAsync(log)).Should().Equal("hello", _folder.Path);
    }

    [Fact]
    public async Task Stopping_a_child_ends_what_it_started_too()
    {
        var grandchild = new TaskCompletionSource<int>();
        await using var child = await ChildProcess.StartAsync(Shell("sleep 1000 & echo $!; wait"), onLine: line => grandchild.TrySetResult(int.Parse(line)));
        var id = await grandchild.Task.WaitAsync(Patience);

        await child.StopAsync(Patience);

        await EventuallyGoneAsync(id);
    }

    [Fact]
    public async Task A_child_that_ignores_the_request_to_end_is_ended_after_the_grace()
    {
        var deaf = new TaskCompletionSource();
        await using var child = await ChildProcess.StartAsync(Shell("trap '' TERM; echo deaf; while true; do sleep 1000; done"), onLine: _ => deaf.TrySetResult());
        await deaf.Task.WaitAsync(Patience);

        await child.StopAsync(grace: TimeSpan.FromMilliseconds(200));

        child.ExitCode.Should().Be(128 + 9);
    }

    [Fact]
    public async Task A_cancelled_command_is_ended()
    {
        using var cancellation = new CancellationTokenSource();
        var id = 0;
        var run = Command.RunAsync(
            Shell("echo $$; exec sleep 1000"),
            line =>
            {
                id = int.Parse(line);
                cancellation.Cancel();
            },
            cancellation.Token);

        await run.Awaiting(task => task.WaitAsync(Patience)).Should().ThrowAsync<OperationCanceledException>();
        await EventuallyGoneAsync(id);
    }

    public void Dispose() => _folder.Dispose();

    private ProcessCall Shell(string script) => new("sh", ["-c", script], _folder.Path);

    private static async Task EventuallyGoneAsync(int id)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (IsRunning(id))
        {
            await Task.Delay(10, patience.Token);
        }
    }

    // An orphan that nobody has waited for stays in the table as a zombie, state Z.
    private static bool IsRunning(int id) =>
        File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
}
