import numpy as np


def softmax_loss(W, X, y):
    """Softmax loss function, naive implementation (with loops)"""
    loss = 0.0
    dW = np.zeros(W.shape)
    num_train = X.shape[0]
    num_classes = W.shape[1]
    for i in range(num_train):
        scores = X[i].dot(W)
        scores = scores - np.max(scores)
        correct_class_score = scores[y[i]]
        denom = np.sum(np.exp(scores))
        loss += -correct_class_score + np.log(denom)
        for j in range(num_classes):
            prob = np.exp(scores[j]) / denom
            if j == y[i]:
                dW[:, j] += (prob - 1) * X[i]
            else:
                dW[:, j] += prob * X[i]
    loss /= num_train
    return loss, dW


def sample_minibatch(X, y, batch_size, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    return x - learning_rate * dx, state
