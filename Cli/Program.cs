using PathoChain.Cli;

using var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interruption.Cancel();
};
return await Commands.RunAsync(args, Console.Out, Console.Error, interruption.Token);
