using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Refusals;

namespace Evenhand.Node.Mending;

/// <summary>Appends to a ledger that a server may append to as well.</summary>
internal static class Appending
{
    /// <summary>How often another may append first before we give up.</summary>
    private const int MostTries = 20;

    /// <summary>Appends slices, made anew each time another was quicker.</summary>
    /// <exception cref="RequestException">Another is quicker all the time.</exception>
    public static void Run(ILedger ledger, Moment now, Func<IReadOnlyList<Slice>> make)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (ledger.Append(make(), now).Count == 0)
                return;
            ledger.Refresh();
        }
        throw new RequestException(Code.Overloaded, "the server appends all the time; try again");
    }
}
