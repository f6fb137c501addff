using System.Text;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>What it takes to look at an account's opening.</summary>
public class OpeningTests
{
    [Fact, Trait("fault", "M1")]
    public void The_opening_of_the_last_of_many_accounts_takes_what_that_of_the_first_takes()
    {
        var (accounts, sources) = (new NameTable(0), new NameTable(0));
        var parser = new EventParser(Published.Shelf.Catalogue, accounts, sources, 0);
        var rules = new Rulebook(Published.Shelf);
        var first = Open(1);
        var names = accounts.NewCache();
        for (var i = 0; i < 50_000; i++)
            names.Intern(Encoding.UTF8.GetBytes($"another account {i}"));
        Open(2);
        var last = Open(3);
        ((double)last / first).ShouldBeLessThan(2);

        long Open(int number)
        {
            var line = Story.Under("engagece").Lines[0].Replace("acme", $"acme {number}");
            var writer = new RecordWriter();
            parser
                .TryParse(Encoding.UTF8.GetBytes(line), 0, 1, writer, out var fault)
                .ShouldBeTrue(fault?.ToString());
            var record = writer.Take();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var live = AccountReplay.Opened(rules, accounts, sources, record, 0, out fault);
            var spent = GC.GetAllocatedBytesForCurrentThread() - before;
            live.ShouldNotBeNull(fault?.ToString());
            return spent;
        }
    }
}
