namespace Evenhand.Client.Reporting;

/// <summary>What happens to an event that finds the queue full.</summary>
public enum DropPolicy
{
    /// <summary>The caller waits for room.</summary>
    Wait,

    /// <summary>The event is lost.</summary>
    DropNewest,

    /// <summary>The event that has waited longest is lost, and this one waits.</summary>
    DropOldest,
}
