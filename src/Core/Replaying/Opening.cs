using Evenhand.Core.Codes;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;
using static Evenhand.Core.Stream.BuiltIns;

namespace Evenhand.Core.Replaying;

/// <summary>Reads what an account is from its opening event.</summary>
internal static class Opening
{
    /// <summary>Reads the profile; returns what is wrong, or null.</summary>
    public static Fault? Read(
        PolicyShelf shelf,
        AccountId account,
        Event e,
        Symbols symbols,
        out Profile? profile
    )
    {
        profile = null;
        if (Admission.Missing(e) is { } missing)
            return missing;
        var policy = symbols.Text(e[OpenedSlot.Policy]);
        var versions = shelf.Versions(policy);
        if (versions.IsEmpty)
            return new Fault(
                Code.UnknownPolicy,
                FaultKind.NoPolicy,
                policy,
                Wanted: string.Join(", ", shelf.Names)
            );
        var opened = e.Time.Instant;
        var version = versions[PolicyShelf.InForce(versions, opened, opened)];
        var currency = symbols.Text(e[OpenedSlot.Currency]);
        if (Currency(version, currency) is { } wrong)
            return wrong;
        if (
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(symbols.Text(e[OpenedSlot.TimeZone]))
            is not { } zone
        )
            return new Fault(
                Code.WrongField,
                FaultKind.NoTimeZone,
                symbols.Text(e[OpenedSlot.TimeZone])
            );
        if (e[OpenedSlot.CycleDay] is < 1 or > 31)
            return new Fault(Code.WrongField, FaultKind.NotACycleDay);
        var calendar = new Calendar(zone, (int)e[OpenedSlot.CycleDay]);
        var plan = symbols.Text(e[OpenedSlot.Plan]);
        profile = new Profile(
            account,
            e.Time,
            OfPolicy(version.Currencies, currency),
            calendar,
            OfPolicy(version.Plans.Select(each => each.Name), plan),
            Attributes(e),
            versions
        )
        {
            Name = symbols.Text(e[OpenedSlot.Name]),
        };
        return Plan(version, profile) is { } noPlan && (profile = null) is null ? noPlan : null;
    }

    /// <summary>A text as the policy has it, where it does: there are many accounts, and few such texts.</summary>
    private static string OfPolicy(IEnumerable<string> known, string text) =>
        known.FirstOrDefault(each => each == text) ?? text;

    private static Fault? Currency(PolicyVersion version, string currency)
    {
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            return new Fault(Code.WrongField, FaultKind.NotACurrencyCode, currency);
        return version.Currencies.IsEmpty || version.Currencies.Contains(currency)
            ? null
            : new Fault(
                Code.WrongCurrency,
                FaultKind.NotBilledIn,
                currency,
                version.Name,
                string.Join(", ", version.Currencies)
            );
    }

    private static Fault? Plan(PolicyVersion version, Profile profile)
    {
        if (version.Plans.IsEmpty)
            return null;
        var names = string.Join(", ", version.Plans.Select(plan => plan.Name));
        if (profile.Plan.Length > 0 && version.Plans.All(plan => plan.Name != profile.Plan))
            return new Fault(Code.UnknownPlan, FaultKind.NoPlan, profile.Plan, Wanted: names);
        return profile.PlanIn(version) < 0
            ? new Fault(Code.UnknownPlan, FaultKind.PlanNeeded, Of: version.Name, Wanted: names)
            : null;
    }

    private static uint Attributes(Event e)
    {
        uint bits = 0;
        for (var slot = OpenedSlot.Attributes; slot < e.Type!.Fields.Length; slot++)
            if (e[slot] == 1)
                bits |= 1u << slot;
        return bits;
    }
}
