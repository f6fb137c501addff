using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Node.Acts;
using Evenhand.Node.Refusals;
using Evenhand.Pages.Figures;
using Evenhand.Replay.Output;
using Evenhand.Wording;

namespace Evenhand.Server.Sites.Filling;

/// <summary>Why something was refused, in the language of whoever sent it.</summary>
internal static class SpokenRefusals
{
    /// <summary>What is put together elsewhere, so that the files of languages have it.</summary>
    public static ImmutableArray<string> Phrases { get; } =
    [
        Language.Key("there is no such account"),
        Language.Key("there is no such allowance"),
        Language.Key("there is no such bill"),
        Language.Key("there is no such line"),
        Language.Key("there is no such notice"),
        Language.Key("there is no such recipient"),
        Language.Key("there is no such automation"),
        Language.Key("there is no such statement of reasons"),
        Language.Key("there is no such case"),
        Language.Key("there is no such person"),
        Language.Key("there is no such policy"),
        Language.Key("there is no such policy version"),
        Language.Key("there is no such draft, or not any more"),
        Language.Key("there is no such trial, or not any more"),
        Language.Key("there is no such endpoint"),
        Language.Key("there is no such passkey"),
        Language.Key("there is no such provider"),
        Language.Key("there is no such store"),
        Language.Key("there is no such kind of targets"),
        Language.Key("there is no such rule"),
        Language.Key("there is no such file"),
        Language.Key("there is no such question"),
        Language.Key("there is no such cycle"),
        Language.Key("there is no such clause"),
        Language.Key("there is no such language"),
        Language.Key("there is nothing at this address"),
    ];

    /// <summary>The sentences.</summary>
    /// <param name="refused">The refusal.</param>
    /// <param name="reader">Who reads it.</param>
    public static string Of(RequestException refused, Reader reader)
    {
        var say = reader.Say;
        var words =
            refused.Code == Code.Conflict && !refused.IsPhrase
                ? say[
                    "This was done already, with other words. Load the page anew to see how it stands"
                ]
            : refused.Unmet != Core.Effects.Unmet.None
                ? PageForms.Sentence(UnmetSentence.Of(refused.Unmet, say))
            : PageForms.Sentence(refused.As(say));
        return refused.PossibleFrom is { } from
            ? $"{words}. {say["It becomes possible {0}.", reader.DayAndTime(Instants.Of(from))]}"
            : $"{words}.";
    }
}
