using System.Text.Json;
using System.Text.Json.Nodes;

using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Beneficiaries;

internal static class CreateBeneficiaryEndpoint
{
    public static Task<BeneficiaryDetails> Post(
        CreateBeneficiary request,
        IBus bus,
        CancellationToken cancellationToken) =>
        bus.Request(request, cancellationToken);
}

internal sealed class CreateBeneficiaryHandler(
    BeneficiariesDb db,
    IBus bus,
    PiiVault vault,
    PhoneParser phones,
    PeopleReader reader) : IRequestHandler<CreateBeneficiary, BeneficiaryDetails>
{
    public async Task<BeneficiaryDetails> Handle(CreateBeneficiary request, CancellationToken cancellationToken)
    {
        var person = PersonOf(request);
        var projects = request.ProjectUUIDs?.Distinct().ToArray() ?? [];
        foreach (var project in projects)
            await bus.RequireOpenProject(project, cancellationToken);
        var beneficiary = Beneficiary.Register(request.Uuid ?? db.NewId(), person, db.Now);
        var pii = BeneficiaryPii.Of(beneficiary.Uuid, person, vault);
        await RefuseTaken(beneficiary, pii, cancellationToken);
        db.AddRange(beneficiary, pii);
        foreach (var project in projects)
        {
            db.Add(
                new ProjectBeneficiary { ProjectId = project, BeneficiaryId = beneficiary.Uuid, CreatedAt = db.Now });
        }

        db.Publish(new BeneficiaryCreated(beneficiary.Uuid));
        await db.SaveChangesAsync(cancellationToken);
        return (await reader.Details([beneficiary], cancellationToken))[0];
    }

    private async Task RefuseTaken(Beneficiary beneficiary, BeneficiaryPii pii, CancellationToken cancellationToken)
    {
        if (await db.Pii.AnyAsync(one => one.PhoneIndex == pii.PhoneIndex, cancellationToken))
            throw Taken("phone_taken", "Phone number should be unique. Unique constraint failed on the phone.");
        if (await db.Beneficiaries.AnyAsync(one => one.Uuid == beneficiary.Uuid, cancellationToken))
            throw Taken("uuid_taken", "Unique constraint failed on the uuid.");
        var wallet = beneficiary.WalletAddress;
        if (wallet is not null && await db.Beneficiaries.AnyAsync(
            one => one.WalletAddress == wallet, cancellationToken))
        {
            throw Taken(
                "wallet_taken", "Wallet address already exists. Unique constraint failed on the walletAddress.");
        }
    }

    private Person PersonOf(CreateBeneficiary request) => new()
    {
        Phone = PhoneOf(request.PiiData?.Phone),
        Name = request.PiiData?.Name?.Trim() is { Length: > 0 } name ? name : Person.UnknownName,
        Email = request.PiiData?.Email,
        GovernmentId = request.PiiData?.GovernmentId,
        Extras = ExtrasOf(request),
        Gender = request.Gender is { } gender ? Enum.Parse<Gender>(gender, ignoreCase: true) : Gender.Unknown,
        WalletAddress = Person.NormaliseWallet(request.WalletAddress),
        BirthDate = request.BirthDate is { } day ? new DateTimeOffset(day.Date, TimeSpan.Zero) : null,
        Age = request.Age,
        Location = request.Location,
        Latitude = request.Latitude,
        Longitude = request.Longitude,
        Notes = request.Notes,
        BankedStatus = request.BankedStatus ?? BankedStatus.Unknown,
        InternetStatus = request.InternetStatus ?? InternetStatus.Unknown,
        PhoneStatus = request.PhoneStatus ?? PhoneStatus.Unknown,
    };

    private PhoneNumber PhoneOf(string? text)
    {
        var reading = phones.Read(text);
        return reading.Fault switch
        {
            PhoneFault.None => reading.Number,
            PhoneFault.Empty => throw Faulty("beneficiary.phone_required", "Phone number is required"),
            _ => throw Faulty(
                "beneficiary.phone_invalid", "Phone number is not valid; write it with + and the country code"),
        };
    }

    /// <summary>Both places where clients put extras, in one object; what stands nearer to the person wins.</summary>
    private static string? ExtrasOf(CreateBeneficiary request)
    {
        var extras = new JsonObject();
        foreach (var source in new[] { request.Extras, request.PiiData?.Extras })
        {
            if (source is not { ValueKind: JsonValueKind.Object } given)
                continue;
            foreach (var property in given.EnumerateObject())
                extras[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }
        return extras.Count > 0 ? extras.ToJsonString() : null;
    }

    private static Refusal Faulty(string code, string sentence) =>
        new(RefusalKind.Invalid, code, sentence) { Faults = [new FieldFault("piiData.phone", sentence)] };

    private static Refusal Taken(
        string reason,
        string sentence) => new(RefusalKind.Conflict, $"beneficiary.{reason}", sentence);
}
