using System.Collections.Immutable;
using Evenhand.Network;
using Evenhand.Stores;
using Evenhand.Stores.Targets;

namespace Evenhand.Bench.Copies;

/// <summary>Copies to a target, under names that are nobody's yet.</summary>
internal sealed class TargetCopies(
    string kind,
    ImmutableSortedDictionary<string, string> settings,
    ImmutableSortedDictionary<string, string> secrets
) : IDisposable
{
    private readonly ITarget target = TargetKinds
        .All.Single(each => each.Name == kind)
        .Open(new TargetTerms(settings, secrets), new Outward(allowsPrivate: true));

    private int next;

    /// <summary>The names of what was copied since they were taken.</summary>
    public List<string> Names { get; } = [];

    public async Task MakeAsync(string file, Measured measured)
    {
        var name = TargetName.Of($"ours-{next++}");
        await using var bytes = File.OpenRead(file);
        await target.PutAsync(name, bytes, measured, $"{Guid.NewGuid():N}");
        Names.Add($"{name}");
    }

    public void Dispose() => target.Dispose();
}
