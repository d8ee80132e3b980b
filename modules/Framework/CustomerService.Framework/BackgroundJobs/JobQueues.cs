namespace CustomerService.Framework.BackgroundJobs;

/// <summary>What waits in one of these does not hold up the others for long: see the shares in <c>FrameworkHangfireModule</c>.</summary>
public static class JobQueues
{
    public const string Promises = "promises";

    public const string Mail = "mail";

    /// <summary>Calls to other systems.</summary>
    public const string Calls = "calls";

    public const string Default = "default";

    /// <summary>Imports, exports: minutes each, and somebody looks at them.</summary>
    public const string Operations = "operations";

    /// <summary>Recurring work, which nobody waits for.</summary>
    public const string Maintenance = "maintenance";
}

/// <summary>On the arguments of a job: where it waits. Without it in <see cref="JobQueues.Default"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class JobQueueAttribute(string queue) : Attribute
{
    public string Queue { get; } = queue;
}
