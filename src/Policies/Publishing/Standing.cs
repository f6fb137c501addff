using Evenhand.Policies.Resolving;
using NodaTime;

namespace Evenhand.Policies.Publishing;

/// <summary>Whether a version is in force, which one is instead, and what comes next: above everything else on a page.</summary>
/// <param name="html">The page.</param>
/// <param name="policy">The version.</param>
/// <param name="edition">The other versions.</param>
internal sealed class Standing(Html html, TypedPolicy policy, Edition edition)
{
    private readonly Instant effective = policy.FrontMatter.Get("effective", default(Instant));

    public void Write()
    {
        var next = edition.After(effective);
        if (effective > edition.Today)
            Future();
        else if (next is not null && next.Effective <= edition.Today)
            Former(next);
        else if (next is not null)
            Announced(next);
        if (edition.Sooner is { } sooner)
            Sooner(sooner);
    }

    private void Future()
    {
        html.Open("p", ("class", "standing")).Say("strong", "This version is not yet in force.");
        html.Say($" It takes effect on {Wording.Of(effective)}.");
        if (edition.InForce is { } now)
            Link(" Until then ", now, " is in force.");
        html.End("p");
    }

    private void Former(EditionLink next)
    {
        html.Open("p", ("class", "standing")).Say("strong", "This version is no longer in force.");
        Link($" On {Wording.Of(next.Effective)} ", next, " took its place.");
        if (edition.InForce is { } now && now != next)
            Link(" Today ", now, " is in force.");
        html.End("p");
    }

    private void Announced(EditionLink next)
    {
        html.Open("p", ("class", "standing"));
        html.Say("strong", "A new version is announced.");
        Link($" On {Wording.Of(next.Effective)} ", next, " takes the place of this one.");
        html.End("p");
    }

    private void Sooner(SoonerNote sooner)
    {
        html.Open("p", ("class", "standing"));
        html.Say("strong", "This version comes sooner than was promised.");
        html.Say(
            $" Accounts that were opened before {Wording.Of(effective)} keep the version before it until "
                + $"{Wording.Of(sooner.ForExisting)}, when the notice of {sooner.Promised} is over. Why: "
        );
        html.Say("q", sooner.Reason).End("p");
    }

    private void Link(string before, EditionLink version, string after) =>
        html.Say(before)
            .Say("a", $"version {version.Version}", ("href", version.Address))
            .Say(after);
}
