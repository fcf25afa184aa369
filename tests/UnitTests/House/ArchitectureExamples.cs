using Microsoft.AspNetCore.Routing;

using Rahat.Contracts;
using Rahat.Contracts.Projects;
using Rahat.Projects;
using Rahat.Runtime.Jobs;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Modules;
using Rahat.Runtime.Security;

namespace Rahat.UnitTests.House;

/// <summary>Something bad for every rule of <see cref="ArchitectureTests"/>, to see it bite.</summary>
public sealed class ArchitectureExamples
{
    [Theory]
    [InlineData("Contracts", "Runtime")]
    [InlineData("Runtime", "Projects")]
    [InlineData("Vendors", "Projects")]
    [InlineData("Cva", "Projects")]
    [InlineData("Projects", "Server")]
    public void Looking_where_one_may_not(string assembly, string sees) =>
        Assert.Equal(
            [$"{assembly} sees {sees}"], ArchitectureTests.Sight(assembly, ["Contracts", sees, ""]).TakeLast(1));

    [Fact]
    public void Looking_where_one_may() =>
        Assert.Empty(ArchitectureTests.Sight("Server", ["Projects", "Runtime", "Cva"]));

    [Fact]
    public void Showing_more_than_the_door() =>
        Assert.Single(ArchitectureTests.Door([typeof(ProjectsModule), typeof(ArchitectureExamples)]));

    [Fact]
    public void Unsealed_nameless_ill_named_and_equally_named_messages() => Assert.Equal(
        [
            "OpenClass is not a sealed record",
            "Nameless has the wire name '', which is not of the form bad.thing.act",
            "Foreign has the wire name 'good.thing.act', which is not of the form bad.thing.act",
            "Twin and OpenClass are both called bad.thing.act",
        ],
        ArchitectureTests.Messages([
            (typeof(OpenClass), "bad"), (typeof(Nameless), "bad"), (typeof(Foreign), "bad"), (typeof(Twin), "bad")]));

    [Fact]
    public void Requests_that_say_nothing_or_too_much_about_who_may_ask()
    {
        Assert.Single(ArchitectureTests.EntryRules(typeof(Nameless)));
        Assert.Single(ArchitectureTests.EntryRules(typeof(Foreign)));
        Assert.Single(ArchitectureTests.EntryRules(typeof(Twin)));
    }

    [Fact]
    public void A_request_that_nobody_two_or_a_stranger_answers()
    {
        var owner = Product.Modules.Single(pair => pair.Module.Name == "projects").Parts;
        var entry = owner.Requests.Single(one => one.Contract == typeof(GetProject));
        var stranger = new ModuleParts("vendors");

        Assert.Single(ArchitectureTests.Answers([typeof(GetProject)], []));
        Assert.Single(ArchitectureTests.Answers([typeof(GetProject)], [entry, entry]));
        Assert.Single(ArchitectureTests.Answers([typeof(GetProject)], [entry with { Module = stranger }]));
        Assert.Empty(ArchitectureTests.Answers([typeof(GetProject)], [entry]));
    }

    [Fact]
    public void An_endpoint_that_takes_a_service_of_its_module() => Assert.Equal(
        ["LazyEndpoint.Get takes or returns OpenClass", "LazyEndpoint.Post takes or returns Twin"],
        ArchitectureTests.Endpoints([typeof(LazyEndpoint)]));

    [Fact]
    public void A_handler_a_reaction_and_a_job_that_are_not_listed()
    {
        var parts = Product.PartsOf(new ForgetfulModule());

        Assert.Equal(
            [
                "forgetful handles Twin 1 times and lists it 0 times",
                "forgetful handles Leak 1 times and lists it 0 times",
                "forgetful handles Chore 1 times and lists it 0 times",
            ],
            ArchitectureTests.TableOfContents([typeof(TwinHandler), typeof(OnLeak), typeof(ChoreJob)], parts));
    }

    [Fact]
    public void A_runtime_that_knows_projects() =>
        Assert.NotEmpty(ArchitectureTests.DomainWords(typeof(ProjectsModule).Assembly));

    [Fact]
    public void An_event_that_tells_who_it_was() => Assert.Equal(
        [
            "Leak.PhoneNumbers may hold something personal",
            "Leak.Whom is a PhoneNumber",
            "Leak.Kept is a SealedText",
            "Leak.Inner.FullName may hold something personal",
            "Leak.Otp may hold something personal",
        ],
        ArchitectureTests.Personal(typeof(Leak), nameof(Leak), []));

    [Fact]
    public void Money_reckoned_with_fractions() => Assert.Equal(
        [
            "Purse.<Gold>k__BackingField reckons with fractions",
            "Purse.get_Gold reckons with fractions",
            "Purse.Share reckons with fractions",
        ],
        ArchitectureTests.FractionsIn([typeof(Purse)]));

    [Fact]
    public void An_enum_with_odd_names() => Assert.Equal(
        ["Odd has two names for one value", "Odd.Bad__Name is 'BAD__NAME' on the wire"],
        ArchitectureTests.EnumNames(typeof(Odd)).Distinct());

#pragma warning disable CA1852, CA1069, CA1707 // They are bad examples.
    [MessageName("bad.thing.act")]
    private class OpenClass : IRequest<Done>;

    private sealed record Nameless : IRequest<Done>;

    [MessageName("good.thing.act"), Permit("peek", "thing")]
    private sealed record Foreign : IRequest<Done>;

    [MessageName("bad.thing.act"), Anonymous, ModulesOnly]
    private sealed record Twin : IRequest<Done>;

    private enum Odd
    {
        Fine = 1,
        AlsoFine = 1,
        Bad__Name = 2,
    }
#pragma warning restore

    [MessageName("bad.leak")]
    private sealed record Leak(
        Guid AggregateId,
        Guid AddressId,
        IReadOnlyList<string> PhoneNumbers,
        PhoneNumber? Whom,
        SealedText Kept,
        Inner Inner,
        int Otp) : IEvent;

    private sealed record Inner(string FullName, long AmountMinor);

    [JobName("BAD", "chore")]
    private sealed record Chore;

    private static class LazyEndpoint
    {
        public static Task<Done> Get(OpenClass service, IBus bus, CancellationToken cancellationToken) =>
            throw new NotSupportedException($"{service} {bus} {cancellationToken}");

        public static Task<IReadOnlyList<Twin>> Post(IBus bus) => throw new NotSupportedException($"{bus}");
    }

    private sealed class ForgetfulModule : RahatModule
    {
        public override string Name => "forgetful";

        public override void MapEndpoints(IEndpointRouteBuilder routes)
        {
        }

        public override void AddServices(ModuleServices module)
        {
        }
    }

    private sealed class TwinHandler : IRequestHandler<Twin, Done>
    {
        public Task<Done> Handle(Twin request, CancellationToken cancellationToken) => Task.FromResult(new Done());
    }

    private sealed class OnLeak : IEventHandler<Leak>
    {
        public Task Handle(Leak happened, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class ChoreJob : IJobHandler<Chore>
    {
        public Task Run(Chore job, JobContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Purse
    {
        public decimal Gold { get; }

        public static long Share(long all)
        {
            var half = all / 2d;
            return (long)half + (long)Math.Floor(half);
        }
    }
}
