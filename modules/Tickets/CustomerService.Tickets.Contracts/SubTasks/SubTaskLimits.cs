namespace CustomerService.Tickets.SubTasks;

public static class SubTaskLimits
{
    public const int Title = 200;
    public const int Text = 4000;

    /// <summary>Other departments answer within two hours and report back within 48, by the clock on the wall.</summary>
    public const int AnswerHours = 2;
    public const int ReportHours = 48;

    /// <summary>More parts than this are a project, not a ticket.</summary>
    public const int PerTicket = 20;
}
