using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Notation;

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
            : fault with
            {
                Detail = $"{fault.Detail}; did you mean {near}?",
                DidYouMean = near,
            };
    }
}
