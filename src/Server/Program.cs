using Rahat.Runtime.Errors;
using Rahat.Server;
using Rahat.Server.Sample;

try
{
    if (args is ["sample", .. var rest])
        return await SampleCommand.RunAlone(rest);

    await using var app = await RahatServer.Build(args, CancellationToken.None);
    await app.StartAsync();
    try
    {
        if (app.Configuration.GetValue("SAMPLE", false))
            await FirstStart.Welcome(app, RahatServer.DataFolder(app.Configuration), app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync();
    }
    catch (Exception) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
    {
        // Ctrl+C during the sample programme: it goes on at the next start.
    }
    finally
    {
        await app.StopAsync();
    }
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
catch (SampleFailedException fault)
{
    await Console.Error.WriteLineAsync($"The sample programme stopped: {fault.Message} Start again to go on with it.");
    return 1;
}
