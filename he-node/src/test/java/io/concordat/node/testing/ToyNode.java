package io.concordat.node.testing;

import io.concordat.node.Node;
import io.concordat.node.NodeStartException;
import io.concordat.node.TestNodes;
import io.concordat.node.cli.CommandLines;
import io.concordat.node.cli.NodeCommand;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.observe.LogSetup;
import io.concordat.node.peer.EnvelopeTap;
import java.util.List;

/** {@code concordat node start} as a process of its own, for campaigns: all is as in the product but that the joint key may be of toy size. */
public final class ToyNode {
    private ToyNode() {}

    /** Takes the arguments of {@code concordat}. */
    public static void main(String[] args) {
        ArmedFailpoints.begin();
        System.setProperty("jdk.virtualThreadScheduler.parallelism", "64"); // as the product's own main class
        System.exit(CommandLines.forArguments(ToyNode::start, List.of(), Node.version(), args)
                .execute(args));
    }

    private static NodeCommand.Running start(NodeConfig config) throws NodeCommand.CannotStartException {
        LogSetup.apply(config.log());
        try {
            Node node = Node.start(config, TestNodes.seams(EnvelopeTap.none()));
            return node::close;
        } catch (NodeStartException e) {
            throw new NodeCommand.CannotStartException(e.getMessage(), 1, e);
        }
    }
}
