using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;

namespace Evenhand.Core.Gate;

/// <summary>Denies what would delete or move what is kept, or fetch what is in quarantine.</summary>
internal static class VaultGate
{
    /// <summary>Finds what keeps the thing that an act refers to.</summary>
    public static void Find(in Asked asked, Findings findings)
    {
        var act = asked.Act;
        if (act.Thing is not { } thing || asked.State.Policy.Vault is not { } vault)
            return;
        if (asked.State.Shared.KeptOf(act.Rules.Thing!) is not { } kept)
            return;
        if (kept.Quarantine(thing.Name) is { } quarantine)
            Deny(asked, findings, quarantine, FactKind.InQuarantine);
        else if (act.Rules.Role is ThingRole.Changes or ThingRole.Closes && kept.IsKept(thing.Name))
            Deny(asked, findings, asked.State.Cite(vault.Kept), FactKind.IsKept);
    }

    private static void Deny(in Asked asked, Findings findings, Citation cited, FactKind kind) =>
        findings.Add(
            asked.State.Policy.PlaceOf(cited.Clause),
            new Reason(Outcome.Deny, cited, new Facts(kind, []))
        );
}
