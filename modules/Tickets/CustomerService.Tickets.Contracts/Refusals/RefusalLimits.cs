namespace CustomerService.Tickets.Refusals;

public static class RefusalLimits
{
    public const int Text = 1500;
    public const int AppealDays = 90;
}
