namespace Evenhand.Tests.Model;

internal enum Good
{
    Flow,
    Stock,
}

internal enum Draw
{
    Unsaid,
    AtClose,
    InOrder,
    WholeCycle,
}

internal enum Licences
{
    None,
    Now,
    Highest,
    Average,
}

internal enum FreeBy
{
    Nothing,
    State,
    Acts,
}

internal enum Second
{
    None,
    Pool,
    OfKeys,
}

internal enum Value
{
    Average,
    Peak,
    End,
    Touched,
}

/// <summary>One combination of the words that say what is included and billed of one meter.</summary>
/// <param name="Number">Its number, from which variations follow that are no words of what is included.</param>
/// <param name="Good">Flow or stock.</param>
/// <param name="Drawn">How the allowances are drawn.</param>
/// <param name="PerKey">Whether the first allowance is each key's own.</param>
/// <param name="Licences">Which count of licences multiplies the first allowance.</param>
/// <param name="Free">What is free besides.</param>
/// <param name="Second">Whether there is a second allowance, and whose.</param>
/// <param name="Fee">Whether a second charge bills all that is not free.</param>
/// <param name="Taken">Which value of a stock is charged.</param>
/// <param name="Plans">Whether the first allowance and its price come from plans.</param>
internal sealed record Terms(
    int Number,
    Good Good,
    Draw Drawn,
    bool PerKey,
    Licences Licences,
    FreeBy Free,
    Second Second,
    bool Fee,
    Value Taken,
    bool Plans
)
{
    /// <summary>Every combination, numbered.</summary>
    public static IEnumerable<Terms> All()
    {
        var number = 0;
        bool[] either = [false, true];
        foreach (var good in Enum.GetValues<Good>())
        foreach (var drawn in Enum.GetValues<Draw>())
        foreach (var perKey in either)
        foreach (var licences in Enum.GetValues<Licences>())
        foreach (var free in Enum.GetValues<FreeBy>())
        foreach (var second in Enum.GetValues<Second>())
        foreach (var fee in either)
        foreach (var taken in Enum.GetValues<Value>().Take(good == Good.Stock ? 4 : 1))
        foreach (var plans in either)
            yield return new(
                number++,
                good,
                drawn,
                perKey,
                licences,
                free,
                second,
                fee,
                taken,
                plans
            );
    }

    /// <summary>Whether the allowances are set against usage at the cycle's close.</summary>
    public bool Closes => Drawn != Draw.InOrder;

    /// <summary>Whether the document rules that what is free comes first.</summary>
    public bool Ordered => Free != FreeBy.Nothing && Number % 2 == 0;

    /// <summary>Whether a started piece is billed whole.</summary>
    public bool Started => Number % 3 == 0;

    /// <summary>How many units the first price is for.</summary>
    public long Per => Number % 5 == 0 ? 10 : 1;

    /// <summary>Whether only a larger plan takes effect at once.</summary>
    public bool LargerAtOnce => Number % 7 < 4;

    /// <summary>How many days a party lasts that nobody ends; 0 for as long as nobody ends it.</summary>
    public int Lasts => Number % 11 < 5 ? 4 : 0;

    /// <summary>Whether the account is told how far the first allowance is used.</summary>
    public bool Notifies =>
        Good == Good.Flow
        && Drawn is Draw.InOrder or Draw.WholeCycle
        && !PerKey
        && Licences != Licences.Average;

    /// <summary>Whether acts draw their cost from a wallet, less what the first allowance covers.</summary>
    public bool Pays => Good == Good.Flow && Drawn == Draw.InOrder && !Ordered;

    /// <summary>Why the check refuses the combination; nothing when it is fine.</summary>
    public IReadOnlyList<string> Refusals()
    {
        var reasons = new List<string>();
        if (Drawn == Draw.InOrder && Licences == Licences.Average)
            reasons.Add("the average of a cycle is not known before its end");
        if (Good == Good.Flow)
            return reasons;
        if (Drawn != Draw.Unsaid)
            reasons.Add("what is there is not drawn act by act");
        if (PerKey || Second == Second.OfKeys)
            reasons.Add("has no keys");
        if (Free == FreeBy.Acts)
            reasons.Add("is there over time and has no acts");
        if (Free != FreeBy.Nothing && Taken == Value.Touched)
            reasons.Add("what was touched has none");
        return reasons;
    }

    /// <summary>Amounts and prices: of the rule, or of the plans.</summary>
    public long Amount(string plan) =>
        !Plans ? 40
        : plan == "small" ? 25
        : 70;

    public long More => 15;

    public string Price(string plan, string currency) =>
        (Plans, plan, currency) switch
        {
            (false, _, "USD") => "0.125",
            (false, _, _) => "7",
            (_, "small", "USD") => "0.05",
            (_, "small", _) => "9",
            (_, _, "USD") => "0.03",
            _ => "4",
        };

    public string FeePrice(string currency) => currency == "USD" ? "0.01" : "1";
}
