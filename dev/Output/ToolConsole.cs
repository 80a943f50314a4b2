using Spectre.Console;

namespace PathoChain.Dev.Output;

/// <summary>The tool's console: colours and live lines on a terminal, plain and wide enough for the tables elsewhere.</summary>
internal static class ToolConsole
{
    private const int PlainWidth = 400;

    public static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
