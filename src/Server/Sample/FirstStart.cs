namespace Rahat.Server.Sample;

/// <summary>
/// What <c>bin/dev</c> adds to the platform: the sample programme on the first start, and a few lines that say how to
/// go on.
/// </summary>
internal static class FirstStart
{
    /// <summary>Runs the programme unless it has run in this data folder, then prints the guide.</summary>
    public static async Task Welcome(WebApplication app, string dataFolder, CancellationToken cancellationToken)
    {
        var marker = Path.Combine(dataFolder, "sample-programme.done");
        if (app.Configuration["SMTP_HOST"] is { Length: > 0 } || app.Configuration["ADMIN_EMAIL"] is { Length: > 0 })
        {
            Console.WriteLine(
                "The sample programme is for a platform with its own sandbox and administrator; it is not run.");
        }
        else if (!File.Exists(marker))
        {
            Console.WriteLine("First start: running the sample programme.");
            if (await SampleCommand.Run(app, Console.Out, cancellationToken))
                await File.WriteAllTextAsync(marker, "", cancellationToken);
        }
        var address = SampleCommand.AddressOf(app).ToString().TrimEnd('/');
        const string Email = SampleProgramme.AdministratorEmail;
        Console.WriteLine($$"""

            Rahat is running at {{address}}

            Sign in as the administrator, {{Email}}:
              challenge=$(curl -s {{address}}/v1/auth/otp -H 'Content-Type: application/json' \
                -d '{"address":"{{Email}}"}' | grep -o '"challenge":"[^"]*"' | cut -d'"' -f4)
              sleep 1
              otp=$(curl -s '{{address}}/v1/communications/sandbox?address={{Email}}' \
                | grep -oE 'code[^0-9]*[0-9]{6}' | head -1 | grep -oE '[0-9]{6}')
              token=$(curl -s {{address}}/v1/auth/login -H 'Content-Type: application/json' \
                -d "{\"challenge\":\"$challenge\",\"otp\":\"$otp\"}" | grep -o '"accessToken":"[^"]*"' | cut -d'"' -f4)

            Try next:
              curl -s {{address}}/v1/projects -H "Authorization: Bearer $token"
              curl -s {{address}}/v1/beneficiaries/imports -H "Authorization: Bearer $token"
              curl -s {{address}}/v1/distribution/ledger/invariants -H "Authorization: Bearer $token"

            Every route, to read and to try: {{address}}/swagger
            What was sent to whom: {{address}}/v1/communications/sandbox
            Stop with Ctrl+C; delete the folder data/ to begin anew.
            """);
    }
}
