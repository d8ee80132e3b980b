using CustomerService.Framework.RealTime;

namespace CustomerService.Knowledge;

/// <summary>Live signals of this module; the portal's page cache listens on every node.</summary>
public static class KnowledgeSignals
{
    public const string Topic = "knowledge";

    public static RealTimeMessage Changed(Guid id) => new(Topic, id.ToString());
}
