using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Notation;
using Evenhand.Wording;

namespace Evenhand.Replay;

/// <summary>Finds the name that was meant by one that the core does not know.</summary>
internal static class Meant
{
    /// <summary>The fault with the act that was probably meant, where it is about one.</summary>
    public static Fault WithMeant(this Fault fault, Catalogue catalogue)
    {
        if (fault is not { Code: Code.UnknownAct, Unknown: { } unknown })
            return fault;
        var near = Nearest.To(unknown, catalogue.Types.Select(type => type.Name));
        return near is null
            ? fault
            : Fault.Told(fault.Code, $"{FaultSentence.Of(fault)}; did you mean {near}?") with
            {
                DidYouMean = near,
            };
    }
}
