using Rahat.Runtime.Errors;
using Rahat.Server;

try
{
    await using var app = await RahatServer.Build(args, CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
