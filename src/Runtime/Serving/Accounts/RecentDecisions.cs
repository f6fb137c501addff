using Evenhand.Core.Effects;

namespace Evenhand.Runtime.Serving.Accounts;

/// <summary>The latest answers of an account, for whoever looks into them; asks are not stored.</summary>
internal sealed class RecentDecisions
{
    /// <summary>How many are kept.</summary>
    public const int Most = 100;

    private Decision[]? ring;
    private int next;

    /// <summary>Keeps an answer. Those that allow without a reason say nothing to look into and are left out.</summary>
    public void Add(Decision decision)
    {
        ring ??= new Decision[Most];
        ring[next++ % Most] = decision;
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<Decision> Latest()
    {
        for (var i = next - 1; i >= Math.Max(0, next - Most); i--)
            yield return ring![i % Most];
    }
}
