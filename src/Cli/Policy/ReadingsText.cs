using System.Globalization;
using Evenhand.Notation;
using Evenhand.Policies.Interpreting;

namespace Evenhand.Cli.Policy;

/// <summary>Readings for people.</summary>
internal static class ReadingsText
{
    /// <summary>Writes them in the order of the document.</summary>
    public static void Write(
        string file,
        IReadOnlyCollection<ChosenReading> readings,
        TextWriter output
    )
    {
        if (readings.Count == 0)
            output.WriteLine($"{file}: no readings");
        foreach (var reading in readings)
        {
            output.WriteLine($"{file}:{reading.At.Line}: {reading.Clause}, {reading.Of}");
            Chosen(reading, output);
            foreach (var alternative in reading.Instead)
                output.WriteLine($"  or:      {alternative.Says}  ({Sets(alternative)})");
            output.WriteLine();
        }
    }

    /// <summary>Writes what hangs on them.</summary>
    public static void Write(string file, Stakes stakes, TextWriter output)
    {
        output.WriteLine($"{file}: as chosen");
        foreach (var (currency, sums) in stakes.Chosen.Money)
            output.WriteLine($"  {currency}: {Money(sums, signed: false)}");
        if (stakes.Chosen.Money.Count == 0)
            output.WriteLine("  no cycle has ended");
        foreach (var stake in stakes.All.Where(stake => !stake.IsNothing))
            Write(file, stake, output);
        var nothing = stakes.All.Count(stake => stake.IsNothing);
        output.WriteLine();
        output.WriteLine(
            $"{Counted.Of(nothing)} of {Counted.Of(stakes.All.Length, "alternative")} {Counted.Word(nothing, "changes", "change")} nothing on this stream."
        );
    }

    private static void Write(string file, Stake stake, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(
            $"{file}:{stake.Reading.At.Line}: {stake.Reading.Clause}, {stake.Reading.Of}"
        );
        Chosen(stake.Reading, output);
        output.WriteLine($"  instead: {stake.Alternative.Says}  ({Sets(stake.Alternative)})");
        foreach (var (currency, sums) in stake.Between)
            output.WriteLine($"  {currency}: {Money(sums, signed: true)}");
        if (stake.Answers + stake.Cases > 0)
            output.WriteLine($"  {Changes(stake.Answers, stake.Cases)}");
    }

    /// <summary>What is answered or opened otherwise.</summary>
    internal static string Changes(int answers, int cases)
    {
        var (asked, opened) = (Counted.Of(answers, "answer"), Counted.Of(cases, "case"));
        var verb = Counted.Word(answers + cases, "changes", "change");
        return cases == 0 ? $"{asked} {verb}"
            : answers == 0 ? $"{opened} {verb}"
            : $"{asked} and {opened} {verb}";
    }

    private static void Chosen(ChosenReading reading, TextWriter output)
    {
        output.WriteLine($"  words:   “{reading.Words}”");
        output.WriteLine($"  chosen:  {reading.Chosen}");
        output.WriteLine($"  because: {reading.Because}");
    }

    private static string Sets(Alternative alternative) =>
        string.Join("; ", alternative.Sets.Select(set => $"{set.Key}: {set.Value}"));

    private static string Money(Sums sums, bool signed)
    {
        var said = new[]
        {
            ("due", sums.Due),
            ("proposed", sums.Proposed),
            ("in wallets", sums.Wallet),
        };
        var shown = said.Where(each => each.Item2 != 0 || (each.Item1 == "due" && !signed));
        return string.Join(
            ", ",
            shown.Select(each => $"{Number(each.Item2, signed)} {each.Item1}")
        );
    }

    private static string Number(decimal number, bool signed) =>
        number.ToString(signed ? "+#,0.00##;-#,0.00##" : "#,0.00##", CultureInfo.InvariantCulture);
}
