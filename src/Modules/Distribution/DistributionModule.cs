using Microsoft.AspNetCore.Builder;

using Rahat.Contracts.Distribution;
using Rahat.Distribution.Balances;
using Rahat.Distribution.Budgets;
using Rahat.Distribution.Disbursements;
using Rahat.Distribution.Ledger;
using Rahat.Distribution.Redemptions;
using Rahat.Distribution.Reservations;
using Rahat.Distribution.Tokens;

namespace Rahat.Distribution;

/// <summary>
/// Everything that moves value. Owns the ledger, tokens and budgets, reservations, disbursements and redemptions.
/// Promises that no unit is created, lost or paid twice: the database refuses it, and the audit shows it.
/// </summary>
public sealed class DistributionModule : RahatModule
{
    public override string Name => "distribution";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/distribution");
        group.MapPost("/tokens", CreateTokenEndpoint.Post).Asks<CreateToken>();
        group.MapPost("/budgets", MintBudgetEndpoint.Post).Asks<MintBudget>();
        group.MapPost("/burns", BurnBudgetEndpoint.Post).Asks<BurnBudget>();
        group.MapPost("/reservations", ReserveForGroupEndpoint.Post).Asks<ReserveForGroup>();
        group.MapGet("/reservations/{reservationId:guid}", GetReservationEndpoint.Get).Asks<GetReservation>();
        group.MapPost("/reservations/{reservationId:guid}/cancellations", CancelReservationEndpoint.Post)
            .Asks<CancelReservation>();
        group.MapPost("/disbursements", StartDisbursementEndpoint.Post).Asks<StartDisbursement>();
        group.MapGet("/disbursements/{disbursementId:guid}", GetDisbursementEndpoint.Get).Asks<GetDisbursement>();
        group.MapPost("/redemptions", RequestRedemptionEndpoint.Post).Asks<RequestRedemption>();
        group.MapGet("/redemptions", ListRedemptionsEndpoint.Get).Asks<ListRedemptions>();
        group.MapGet("/redemptions/{redemptionId:guid}", GetRedemptionEndpoint.Get).Asks<GetRedemption>();
        group.MapPost("/redemptions/{redemptionId:guid}/confirmations", ConfirmRedemptionEndpoint.Post)
            .Asks<ConfirmRedemption>();
        group.MapPost("/redemptions/{redemptionId:guid}/voids", VoidRedemptionEndpoint.Post).Asks<VoidRedemption>();
        group.MapGet("/beneficiaries/{beneficiaryId:guid}/balance", GetBeneficiaryBalanceEndpoint.Get)
            .Asks<GetBeneficiaryBalance>();
        group.MapGet("/beneficiaries/{beneficiaryId:guid}/history", GetBeneficiaryHistoryEndpoint.Get)
            .Asks<GetBeneficiaryHistory>();
        group.MapGet("/vendors/{vendorId:guid}/balance", GetVendorBalanceEndpoint.Get).Asks<GetVendorBalance>();
        group.MapGet("/ledger/invariants", GetLedgerInvariantsEndpoint.Get).Asks<GetLedgerInvariants>();
    }

    public override void AddServices(ModuleServices module)
    {
        module.Database<DistributionDb>();
        module.Services.AddScoped<LedgerBook>();
        module.Services.AddScoped<LedgerAudit>();
        module.Services.AddScoped<BalanceSheet>();
        module.Services.AddScoped<RedemptionDesk>();
        module.Services.AddScoped<GuessLimits>();

        module.Handler<CreateTokenHandler>();
        module.Handler<MintBudgetHandler>();
        module.Handler<BurnBudgetHandler>();
        module.Handler<ReserveForGroupHandler>();
        module.Handler<GetReservationHandler>();
        module.Handler<CancelReservationHandler>();
        module.Handler<StartDisbursementHandler>();
        module.Handler<GetDisbursementHandler>();
        module.Handler<RequestRedemptionHandler>();
        module.Handler<ConfirmRedemptionHandler>();
        module.Handler<VoidRedemptionHandler>();
        module.Handler<GetRedemptionHandler>();
        module.Handler<ListRedemptionsHandler>();
        module.Handler<GetBeneficiaryBalanceHandler>();
        module.Handler<GetBeneficiaryHistoryHandler>();
        module.Handler<GetVendorBalanceHandler>();
        module.Handler<GetLedgerInvariantsHandler>();
        module.Handler<GetProjectLedgerHandler>();

        module.Job<DisburseJobHandler>();
        module.Job<DeliverCodeJobHandler>();
        module.Job<ExpireRedemptionsJobHandler>();
        module.Job<AuditLedgerJobHandler>();
        module.Schedule<ExpireRedemptionsJob>(ExpireRedemptionsJobHandler.Cron);
        module.Schedule<AuditLedgerJob>(AuditLedgerJobHandler.Cron);
    }
}
