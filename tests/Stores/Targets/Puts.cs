using Evenhand.Stores;
using Evenhand.Stores.Targets;

namespace Evenhand.Tests.Stores.Targets;

/// <summary>Tries of copies, each with an id of its own.</summary>
internal static class Puts
{
    public static Task PutAsync(
        this ITarget target,
        TargetName name,
        Stream bytes,
        Measured expected,
        CancellationToken cancel
    ) => target.PutAsync(name, bytes, expected, Guid.NewGuid().ToString("N"), cancel);
}
