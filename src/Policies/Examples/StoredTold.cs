using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Effects;

namespace Evenhand.Policies.Examples;

/// <summary>What a run told of stored things, in the words of examples.</summary>
internal static class StoredTold
{
    public static ToldStored Of(IEnumerable<Effect> effects)
    {
        var all = effects.ToList();
        return new ToldStored(
            [
                .. all.OfType<ThingChanged>()
                    .Select(each =>
                        Change(
                            each,
                            ("object", each.Thing),
                            ("state", Word(each.State)),
                            ("by", each.By)
                        )
                    ),
            ],
            [
                .. all.OfType<CopyChanged>()
                    .Select(each =>
                        Change(
                            each,
                            ("object", each.Thing),
                            ("target", each.Target),
                            ("state", Word(each.State))
                        )
                    ),
            ],
            [
                .. all.OfType<RetrievalChanged>()
                    .Select(each =>
                        Change(
                            each,
                            ("object", each.Thing),
                            ("retrieval", each.Retrieval),
                            ("state", Word(each.State))
                        )
                    ),
            ],
            [
                .. all.OfType<ExportChanged>()
                    .Select(each =>
                        Change(
                            each,
                            ("state", each.IsReady ? "ready" : "requested"),
                            ("objects", each.Things.ToString(CultureInfo.InvariantCulture))
                        )
                    ),
            ]
        );
    }

    private static ToldChange Change(Effect effect, params (string Key, string Word)[] words) =>
        new(effect.Time.Instant, words.ToImmutableDictionary(each => each.Key, each => each.Word));

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
