using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace PathoChain.Dev.Output;

/// <summary>Runs named steps and shows one line for each: a spinner while it runs on a terminal, plain lines elsewhere.</summary>
internal sealed class Steps(IAnsiConsole console)
{
    public IAnsiConsole Console => console;

    /// <param name="name">What the step does, as the line says it.</param>
    /// <param name="work">Gets a way to say how far it is; returns whether it came out well.</param>
    public async Task RunAsync(string name, Func<Action<string>, Task<bool>> work)
    {
        var clock = Stopwatch.StartNew();
        var good = false;
        try
        {
            await ShowAsync(name, clock, async progress => good = await work(progress));
        }
        finally
        {
            console.MarkupLine($"{(good ? "[green]✓[/]" : "[red]✗[/]")} {name.EscapeMarkup()} [dim]{Seconds(clock)}[/]");
        }
    }

    public Task RunAsync(string name, Func<Action<string>, Task> work) => RunAsync(name, async progress =>
    {
        await work(progress);
        return true;
    });

    public Task RunAsync(string name, Func<Task> work) => RunAsync(name, _ => work());

    private async Task ShowAsync(string name, Stopwatch clock, Func<Action<string>, Task> work)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            console.MarkupLineInterpolated($"… {name}");
            await work(_ => { });
            return;
        }

        await console.Status().StartAsync(name.EscapeMarkup(), async status =>
        {
            var detail = string.Empty;
            void Show() => status.Status($"{name.EscapeMarkup()} [dim]{Seconds(clock)} {detail.EscapeMarkup()}[/]");

            await using var ticks = new Timer(_ => Show(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
            await work(text =>
            {
                detail = text;
                Show();
            });
        });
    }

    private static string Seconds(Stopwatch clock) => string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0.0} s");
}
