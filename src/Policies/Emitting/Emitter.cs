using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Emitting;

/// <summary>The last pass: from a policy that has been checked to the one that runs.</summary>
public static class Emitter
{
    /// <summary>Emits a policy. It must have no problems: what is missing here is a bug of the checks.</summary>
    public static PolicyVersion Emit(TypedPolicy policy)
    {
        var front = policy.FrontMatter;
        var lowering = new Lowering(policy);
        var covers = new Covers(policy, lowering);
        var meters = new Meters(policy, lowering);
        var bounds = new Bounds(policy, lowering, covers);
        var bill = new Bill(policy, lowering, covers);
        var ladders = new Ladders(policy);
        return new PolicyVersion
        {
            Name = front.Get<string>("policy"),
            Version = front.Get<string>("version"),
            Effective = front.Get<Instant>("effective"),
            Hash = policy.Draft.Document.Source.Hash,
            Currencies = front.List<string>("currencies"),
            Clauses =
            [
                .. policy.Clauses.Select(clause => new Clause(
                    new(clause.Name.Place),
                    new ClauseId(clause.Name.Slug),
                    clause.Draft.Text.Title
                )),
            ],
            Catalogue = policy.Names.Catalogue,
            Plans = [.. policy.Plans.Select(Plan)],
            DefaultPlan = front.Find<PlanName>("default-plan")?.Place ?? -1,
            PlanChange = front.Get("plans-change", PlanChange.AtOnce),
            Meters = meters.All(),
            States = meters.States(),
            Covers = covers.All(),
            Limits = bounds.Limits,
            Buckets = bounds.Buckets(),
            Concurrencies = bounds.Concurrencies(),
            ActBounds = bounds.ActBounds(),
            Gates = GatePrecedence.Settle(bounds.Gates()),
            Cap = bounds.Cap(),
            Repeats = bounds.Repeats(),
            Reportable = ladders.Reportable(),
            Comparisons = ladders.Comparisons(),
            Ladder = ladders.Ladder(),
            Requests = ladders.Requests(),
            AcceptedByUse = ladders.AcceptedByUse(),
            Charges = bill.Charges(),
            PassThroughs = bill.PassThroughs(),
            Wallet = bill.Wallet(),
            Notices = bill.Notices(),
            KeptAfterEnd = policy
                .Parts("end")
                .Select(each => Duration.FromTicks(each.Part.Get<Span>("keeps").Ticks))
                .FirstOrDefault(),
            EndClause = policy
                .Parts("end")
                .Select(each => new Place<Clause>(each.Clause.Name.Place))
                .FirstOrDefault(),
            Vault = new Vaults(policy).Vault(),
            Export = bill.Export(),
            ExceptionsOnlyBeforehand = Exceptions(front, "granted"),
            ExceptedUsageExcluded = Exceptions(front, "usage"),
        };
    }

    private static bool Exceptions(Part front, string key) =>
        front.Find<Part>("exceptions")?.Get(key, false) ?? false;

    private static Plan Plan(TypedPlan plan) =>
        new(
            plan.Name.Name,
            plan.Terms.Where(term => term.Value.Quantity is not null)
                .ToImmutableDictionary(
                    term => term.Key,
                    term => (decimal)term.Value.Quantity!.BaseUnits
                ),
            plan.Terms.Where(term => term.Value.Prices is not null)
                .ToImmutableDictionary(
                    term => term.Key,
                    term => new PriceList(term.Value.Prices!.ByCurrency)
                )
        );
}
