using Evenhand.Core.Keeping;
using Evenhand.Core.Parts;

namespace Evenhand.Core.Metering;

/// <summary>Usage inside an exception, which is not held against a limit, by place of the limit.</summary>
internal sealed class ExceptedUsage(int limits) : Part
{
    private readonly Counters[] byLimit =
    [
        .. Enumerable.Range(0, limits).Select(_ => new Counters()),
    ];

    /// <summary>Notes usage that is not held against a limit.</summary>
    public void Add(int limit, long key, long window, long amount) =>
        byLimit[limit].Add(key, window, amount);

    /// <summary>What of a key's usage in a window is not held against a limit.</summary>
    public Int128 Sum(int limit, long key, long window) => byLimit[limit].Sum(key, window);

    /// <summary>Writes or reads it.</summary>
    public override void Exchange(StatePort port)
    {
        foreach (var excepted in byLimit)
            excepted.Exchange(port);
    }
}
