using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Shouldly;

namespace Evenhand.Tests.Node.Told;

/// <summary>What holds of what an account was told, whatever came in whatever order, and however often the node began anew.</summary>
internal static class ToldLaw
{
    public static void Hold(ServedNode served, string account, int seed)
    {
        var why = $"{account} of seed {seed}";
        var told = served.Node.Notices(new AccountId(account), null, 100_000)!.Items;
        var ids = told.Select(notice => notice.Id).ToArray();
        ids.ShouldAllBe(id => id != null, why);
        ids.Distinct().Count().ShouldBe(ids.Length, why);
        var times = told.Select(notice => notice.Time).ToArray();
        times.SequenceEqual(times.Order()).ShouldBeTrue(why);
        var cases = served.Node.Cases(new AccountId(account), null, 100_000)!.Items;
        cases.Select(each => each.Id).Distinct().Count().ShouldBe(cases.Count, why);
        Summaries(served, account, why);
    }

    /// <summary>Each stated cycle has one summary that corrects nothing; the last one of each chain tells what the statements add up to.</summary>
    private static void Summaries(ServedNode served, string account, string why)
    {
        var all = served
            .Node.Notices(new AccountId(account), null, 100_000)!
            .Items.Where(notice => notice.What == "cycle-summary")
            .ToArray();
        var stated = served.Stated(account).Where(each => !each.Closing).ToArray();
        var firsts = all.Where(notice => notice.Corrects is null).ToArray();
        firsts.Length.ShouldBeOneOf(0, stated.Length);
        var corrected = all.Select(notice => notice.Corrects).OfType<string>().ToArray();
        corrected.ShouldBeSubsetOf(all.Select(notice => notice.Id!), why);
        corrected.Distinct().Count().ShouldBe(corrected.Length, why);
        foreach (var each in firsts.Length == 0 ? [] : stated)
        {
            // A cycle is gone that was stated before an end became known that lies before it.
            if (
                served.Node.Statement(new AccountId(account), each.FirstDay, expected: true)
                is not { } now
            )
                continue;
            var last = all.Last(notice => FirstDay(notice.Message) == each.FirstDay);
            Counted(last.Message).ShouldBe(Counted(now.Statement), $"{why}, {each.FirstDay}");
        }
    }

    private static string FirstDay(string message) =>
        message[(message.IndexOf("cycle from ", StringComparison.Ordinal) + 11)..][..10];

    private static decimal Counted(string message)
    {
        var from = message.IndexOf(": ", StringComparison.Ordinal) + 2;
        return decimal.Parse(message[from..message.IndexOf(' ', from)]);
    }

    private static decimal Counted(Statement statement) =>
        statement
            .Lines.Where(line => line.Clause.Slug == "volume-plan")
            .Sum(line => decimal.Parse(line.Quantity.ToString()));
}
