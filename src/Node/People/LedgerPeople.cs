using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Clock;
using Evenhand.Node.Stored;

namespace Evenhand.Node.People;

/// <summary>The persons of a ledger, and how they sign in, without a node: for the command line, beside a running server or without one.</summary>
public static class LedgerPeople
{
    /// <summary>Reads the persons that the ledger holds now; changes are appended to its shared stream.</summary>
    public static PersonRegister Open(ILedger ledger, TimeProvider clock)
    {
        var present = LedgerClock.Of(ledger, clock);
        PersonRegister? people = null;
        var known = 0L;
        people = new PersonRegister(
            entry =>
            {
                SharedAppend.Run(ledger, SliceKind.Person, entry.Written(), present.Now);
                known = Learn(ledger, people!, known);
                return Task.CompletedTask;
            },
            () => present.Now,
            new SignInBook(entry =>
            {
                SharedAppend.Run(ledger, SliceKind.SignIn, entry.Written(), present.Now);
                known = Learn(ledger, people!, known);
                return Task.CompletedTask;
            })
        );
        known = Learn(ledger, people, known);
        return people;
    }

    private static long Learn(ILedger ledger, PersonRegister people, long from)
    {
        foreach (var slice in ledger.Read(StreamName.Shared, from))
        {
            from = slice.From + slice.Count;
            if (slice.Kind == SliceKind.Person)
                people.Learn(PersonEntry.Read(slice.Payload), slice.Committed);
            else if (slice.Kind == SliceKind.SignIn)
                people.SignIns.Learn(SignInEntry.Read(slice.Payload), slice.Committed);
        }
        return from;
    }
}
